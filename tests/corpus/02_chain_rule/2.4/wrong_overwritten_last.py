# mistake: overwritten_not_added
def road_gradients(x, y):
    return 2 * x, x
