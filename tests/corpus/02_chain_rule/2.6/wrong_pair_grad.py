# mistake: That is the gradient of the pair, a number for each of its elements. Asked is the one of x.
def mended_pair_gradient(x):
    pair = torch.tensor([x, 2 * x], requires_grad=True)
    z = pair[0] * torch.sin(pair[1])
    z.backward()
    return pair.grad
