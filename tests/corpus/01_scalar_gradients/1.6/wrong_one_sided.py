# mistake: none
# why: one point only, and a step of 0.1: 2 % off on the right
def mended_slope_check(x):
    h = 0.1
    return (growth(x + h) - growth(x)) / h
