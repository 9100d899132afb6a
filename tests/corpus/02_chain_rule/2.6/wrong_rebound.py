# mistake: rebound_input
def mended_pair_gradient(x):
    pair = torch.stack([x, 2 * x])
    x = pair[0]
    z = x * torch.sin(pair[1])
    z.backward()
    return x.grad
