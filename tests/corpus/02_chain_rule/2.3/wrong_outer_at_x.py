# mistake: The slope of the outer link was taken at x, not at the value that arrives there.
# why: the outer slope taken at x, not at x²
def chain_gradient(x):
    return torch.cos(x) * 2 * x
