# why: the pair stays cut off, and the chain rule is finished by hand
def mended_pair_gradient(x):
    pair = torch.tensor([x.item(), 2 * x.item()], dtype=x.dtype, requires_grad=True)
    z = pair[0] * torch.sin(pair[1])
    z.backward()
    return pair.grad[0] + 2 * pair.grad[1]
