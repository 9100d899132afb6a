# mistake: none
# why: float(v) works for the elements of a vector, and not for the rows of a matrix
def cubic_slope(x):
    return torch.tensor([6 * float(v) ** 2 - 5 for v in x], dtype=x.dtype)
