# why: a round trip through numpy
import numpy as np


def held_square_gradient(x):
    values = x.numpy()
    return torch.from_numpy(np.asarray(values**2 * np.cos(values), dtype="float32"))
