# mistake: none
def road_gradients(x, y):
    return y + 2 * x, 0 * y
