# why: a table of zeros, filled by formula
def links_jacobian(x):
    n = len(x)
    jacobian = torch.zeros(n - 1, n)
    for i in range(n - 1):
        jacobian[i, i] = x[i + 1] ** 2
        jacobian[i, i + 1] = 2 * x[i] * x[i + 1]
    return jacobian
