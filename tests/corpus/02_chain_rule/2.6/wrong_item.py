# mistake: graph_cut_by_numbers
def mended_pair_gradient(x):
    z = x.item() * torch.sin(2 * x)
    z.backward()
    return x.grad
