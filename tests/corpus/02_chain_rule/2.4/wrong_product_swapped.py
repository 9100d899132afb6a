# mistake: swapped
def road_gradients(x, y):
    return x + 2 * x, y
