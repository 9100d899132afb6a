# mistake: none
# why: both gradients added up into one
def road_gradients(x, y):
    return y + 3 * x
