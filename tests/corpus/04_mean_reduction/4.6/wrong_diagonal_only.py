# mistake: overwritten_not_added
def links_jacobian(x):
    n = len(x)
    jacobian = torch.zeros(n - 1, n)
    for i in range(n - 1):
        jacobian[i, i] = x[i + 1] ** 2
    return jacobian
