# mistake: graph_cut_by_tensor
def mended_pair_gradient(x):
    pair = torch.tensor([x, 2 * x], requires_grad=True)
    z = pair[0] * torch.sin(pair[1])
    z.backward()
    return x.grad
