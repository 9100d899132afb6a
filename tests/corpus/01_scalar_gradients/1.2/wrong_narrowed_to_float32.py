# mistake: none
# why: float64 goes in and float32 comes out
def cubic_slope(x):
    return (6 * x**2 - 5).float()
