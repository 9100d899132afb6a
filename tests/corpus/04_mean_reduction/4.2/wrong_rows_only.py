# mistake: You divided by the number of rows. The mean goes over all entries.
# why: only a table shows that rows are counted instead of entries
def mean_sine_gradient(x):
    n = x.shape[0] if x.dim() else 1
    return torch.cos(x) / n
