# mistake: none
# why: divides by the number of rows: wrong for a table, and a scalar has no len()
def mean_sine_gradient(x):
    return torch.cos(x) / len(x)
