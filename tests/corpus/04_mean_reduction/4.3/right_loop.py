# why: a loop over entries
def batch_error_gradient(p, t):
    rows, columns = p.shape
    gradient = torch.zeros_like(p)
    for i in range(rows):
        for j in range(columns):
            gradient[i, j] = 2 * (p[i, j] - t[i, j]) / rows
    return gradient
