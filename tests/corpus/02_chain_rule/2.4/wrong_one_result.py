# mistake: none
# why: the gradient of x alone
def road_gradients(x, y):
    return y + 2 * x
