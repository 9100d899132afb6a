# mistake: The slope of the outer link was taken at x, not at the value that arrives there.
def log_square_gradient(x):
    return (1 / x) * 2 * x
