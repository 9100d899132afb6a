# mistake: wrong_coefficient
def road_gradients(x, y):
    return y + x, x
