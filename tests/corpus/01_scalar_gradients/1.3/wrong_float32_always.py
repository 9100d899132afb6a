# mistake: none
# why: the new tensor is float32 whatever came in: a float64 input loses its precision
def ratio_slope(x):
    x = torch.tensor(float(x), requires_grad=True)
    ratio(x).backward()
    return x.grad
