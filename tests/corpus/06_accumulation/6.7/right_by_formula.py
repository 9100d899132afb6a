# why: no autograd: the slope by formula, added up
def micro_batch_ledger(w, x, y, size):
    each = 2 * (w * x - y) * x / len(x)
    return torch.stack([part.sum() for part in each.split(size)]).cumsum(0)
