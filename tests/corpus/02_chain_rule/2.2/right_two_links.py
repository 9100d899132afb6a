# why: link by link
def log_square_gradient(x):
    u = 1 + x.square()
    outer = 1 / u
    inner = 2 * x
    return outer * inner
