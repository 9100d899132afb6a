# why: a loop over the elements, put back into shape
def cubic_slope(x):
    flat = [6 * v * v - 5 for v in x.flatten()]
    return torch.stack(flat).reshape(x.shape)
