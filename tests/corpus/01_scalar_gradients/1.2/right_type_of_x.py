# why: prints the name of a type
def cubic_slope(x):
    print(type(x), type(x).__name__, x.type())
    return (6 * x**2 - 5).type(x.dtype)
