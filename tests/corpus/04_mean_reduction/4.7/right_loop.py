# why: a loop over inputs
def deviation_pullback(x, v):
    n, m = len(x), sum(x) / len(x)
    through = sum(2 * v[i] * (x[i] - m) for i in range(n)) / n
    return torch.stack([2 * v[j] * (x[j] - m) - through for j in range(n)])
