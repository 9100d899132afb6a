# mistake: wrong_power
def road_gradients(x, y):
    return y + 2 * x**2, x
