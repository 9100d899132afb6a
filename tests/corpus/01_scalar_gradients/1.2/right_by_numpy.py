# why: a trip through numpy: by hand, nothing has to be recorded
def cubic_slope(x):
    return torch.as_tensor(6 * x.numpy() ** 2 - 5)
