# mistake: inner_derivative_missing
def mended_pair_gradient(x):
    pair = torch.tensor([x, 2 * x], requires_grad=True)
    z = pair[0] * torch.sin(pair[1])
    z.backward()
    return pair.grad.sum()
