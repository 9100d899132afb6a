# mistake: You took the mean of each row. This one goes over all entries.
# why: the mean of every row: 1/3 instead of 1/12 in a table of 4 rows
def mean_sine_gradient(x):
    x = x.clone().requires_grad_()
    y = torch.sin(x).mean(dim=-1) if x.dim() else torch.sin(x)
    y.sum().backward()
    return x.grad
