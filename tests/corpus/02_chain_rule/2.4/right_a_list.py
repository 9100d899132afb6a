# why: a list of two, in double precision
def road_gradients(x, y):
    return [y.double() + 2 * x.double(), x.double()]
