# mistake: graph_cut_by_tensor
def mended_pair_gradient(x):
    numbers = [x, 2 * x]
    pair = torch.tensor(numbers, requires_grad=True)
    (pair[0] * torch.sin(pair[1])).backward()
    return x.grad
