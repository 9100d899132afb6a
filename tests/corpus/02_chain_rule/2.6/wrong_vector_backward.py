# mistake: vector_backward
def mended_pair_gradient(x):
    pair = torch.stack([x, 2 * x])
    z = pair * torch.sin(pair)
    z.backward()
    return x.grad
