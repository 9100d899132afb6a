# why: torch.cat of two one-element vectors
def mended_pair_gradient(x):
    pair = torch.cat([x.reshape(1), (2 * x).reshape(1)])
    z = pair[0] * torch.sin(pair[1])
    return torch.autograd.grad(z, x)[0]
