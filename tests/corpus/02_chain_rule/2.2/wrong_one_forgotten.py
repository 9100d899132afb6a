# mistake: The 1 inside was forgotten: this is the slope of log(x²).
# why: forgot the 1 inside, as if z were log(x²)
def log_square_gradient(x):
    return 2 / x
