# mistake: graph_cut_by_numbers
import numpy as np


def mean_sine_gradient(x):
    x = x.clone().requires_grad_()
    y = torch.from_numpy(np.sin(x.detach().numpy())).mean()
    y.backward()
    return x.grad
