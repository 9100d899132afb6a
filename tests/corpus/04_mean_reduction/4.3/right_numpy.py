# why: through numpy, same dtype
def batch_error_gradient(p, t):
    difference = p.numpy() - t.numpy()
    return torch.from_numpy(2 * difference / difference.shape[0])
