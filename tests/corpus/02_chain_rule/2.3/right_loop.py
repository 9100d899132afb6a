# why: element by element
def chain_gradient(x):
    flat = [2 * v * math.cos(v * v) for v in x.flatten().tolist()]
    return torch.tensor(flat).reshape(x.shape)
