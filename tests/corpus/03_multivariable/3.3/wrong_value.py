# mistake: value_for_gradient
def ridge_gradient(x, r):
    return ridge(x, r), ridge(x, r)
