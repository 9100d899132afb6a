# why: the quotient rule on paper after all: right is right
def ratio_slope(x):
    return (3 * x**2 * (1 + x**2) - x**3 * 2 * x) / (1 + x**2) ** 2
