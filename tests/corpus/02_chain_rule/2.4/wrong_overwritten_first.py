# mistake: overwritten_not_added
def road_gradients(x, y):
    dx = 2 * x
    dx = y
    return dx, x
