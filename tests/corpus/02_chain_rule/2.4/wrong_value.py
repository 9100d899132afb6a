# mistake: value_for_gradient
def road_gradients(x, y):
    return x * y + x**2
