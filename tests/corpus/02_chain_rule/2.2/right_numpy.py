# why: through numpy and back, legal without autograd
import numpy as np


def log_square_gradient(x):
    a = x.numpy()
    return torch.from_numpy(np.asarray(2 * a / (1 + a**2), dtype=a.dtype))
