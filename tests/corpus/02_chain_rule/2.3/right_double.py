# why: in double precision
def chain_gradient(x):
    x = x.to(torch.float64)
    return 2 * x * torch.cos(x**2)
