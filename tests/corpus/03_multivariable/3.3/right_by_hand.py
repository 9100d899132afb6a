# why: the formulas, without autograd
def ridge_gradient(x, r):
    x, r = x.detach(), r.detach()
    root = torch.sqrt(1 + x**2 * r**4)
    return x * r**4 / root + torch.log(1 + r), 2 * x**2 * r**3 / root + x / (1 + r)
