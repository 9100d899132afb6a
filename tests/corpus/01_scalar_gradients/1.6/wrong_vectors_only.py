# mistake: none
# why: float(e) works for the elements of a vector, and not for the rows of a matrix
def mended_slope_check(x):
    h = 1e-5
    if x.dim() == 0:
        v = x.double()
    else:
        v = torch.tensor([float(e) for e in x], dtype=torch.float64)
    return (growth(v + h) - growth(v - h)) / (2 * h)
