# mistake: graph_cut_by_numbers
import numpy as np


def mended_pair_gradient(x):
    pair = torch.stack([x, 2 * x])
    z = pair[0] * torch.from_numpy(np.sin(pair.numpy()))[1]
    z.backward()
    return x.grad
