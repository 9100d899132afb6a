# mistake: graph_cut_by_numbers
def mended_pair_gradient(x):
    pair = torch.stack([x, 2 * x])
    z = pair[0] * math.sin(pair[1])
    z.backward()
    return x.grad
