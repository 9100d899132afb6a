# mistake: The slope of the inner link was put inside the outer one. It is a factor of its own.
# why: the derivative of the inside put inside
def chain_gradient(x):
    return torch.cos(2 * x)
