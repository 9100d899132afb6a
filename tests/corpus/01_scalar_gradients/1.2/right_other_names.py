# why: another name for the argument, and a helper
def power_rule(t, n):
    return n * t ** (n - 1)

def cubic_slope(t):
    return 2 * power_rule(t, 3) - 5 * power_rule(t, 1)
