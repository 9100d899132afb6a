# why: a round trip over numpy, in the input's own precision
def partials_by_hand(x, r):
    a, b = x.numpy(), r.numpy()
    return torch.as_tensor(2 * a * b), torch.as_tensor(a**2 - 3 * b**2)
