# mistake: value_for_gradient
def mended_pair_gradient(x):
    pair = torch.stack([x, 2 * x])
    z = pair[0] * torch.sin(pair[1])
    z.backward()
    return z
