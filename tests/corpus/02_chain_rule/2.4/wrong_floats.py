# mistake: python_float
def road_gradients(x, y):
    return (y + 2 * x).tolist(), x.tolist()
