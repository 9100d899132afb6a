# why: reciprocal in place of a division
def log_square_gradient(x):
    return x.mul(x).add(1).reciprocal() * (x + x)
