# why: the cosine as a shifted sine
def chain_gradient(x):
    x = x.double()
    return 2 * x * torch.sin(x**2 + math.pi / 2)
