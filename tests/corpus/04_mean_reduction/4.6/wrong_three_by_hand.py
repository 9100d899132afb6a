# mistake: none
# why: the formula for n = 3 only
def links_jacobian(x):
    jacobian = torch.zeros(2, 3)
    jacobian[0, 0], jacobian[0, 1] = x[1] ** 2, 2 * x[0] * x[1]
    jacobian[1, 1], jacobian[1, 2] = x[2] ** 2, 2 * x[1] * x[2]
    return jacobian
