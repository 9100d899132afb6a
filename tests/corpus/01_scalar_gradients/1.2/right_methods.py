# why: methods in place of operators
def cubic_slope(x):
    return x.square().mul(6).sub(5)
