# why: an empty vector filled in place, which is recorded
def mended_pair_gradient(x):
    pair = torch.empty(2, dtype=x.dtype)
    pair[0] = x
    pair[1] = 2 * x
    z = pair[0] * torch.sin(pair[1])
    z.backward()
    return x.grad
