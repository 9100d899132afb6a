# why: element by element
def log_square_gradient(x):
    flat = [2 * v / (1 + v * v) for v in x.flatten().tolist()]
    return torch.tensor(flat).reshape(x.shape)
