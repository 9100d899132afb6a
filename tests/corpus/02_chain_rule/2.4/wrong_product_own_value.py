# mistake: On the road through the product, x was given its own value. Which of the two factors moves there?
def road_gradients(x, y):
    return x + 2 * x, x
