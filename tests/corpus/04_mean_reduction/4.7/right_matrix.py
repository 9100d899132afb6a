# why: J written out with the identity, then v @ J
def deviation_pullback(x, v):
    n = len(x)
    table = torch.diag(2 * (x - x.mean())) @ (torch.eye(n, dtype=x.dtype) - 1 / n)
    return v @ table
