# why: a constant vector times x
def mended_pair_gradient(x):
    pair = x * torch.tensor([1.0, 2.0], dtype=x.dtype)
    z = pair[0] * pair[1].sin()
    z.backward()
    return x.grad
