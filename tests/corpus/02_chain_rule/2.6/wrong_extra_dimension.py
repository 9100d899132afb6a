# mistake: extra_dimension
def mended_pair_gradient(x):
    pair = torch.stack([x.reshape(1), 2 * x.reshape(1)])
    z = pair[0] * torch.sin(pair[1])
    z.backward()
    return x.grad.reshape(1)
