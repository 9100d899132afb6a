# mistake: graph_cut_by_tensor
def mended_pair_gradient(x):
    pair = torch.as_tensor([x, 2 * x])
    pair.requires_grad_()
    z = pair[0] * torch.sin(pair[1])
    z.backward()
    return x.grad
