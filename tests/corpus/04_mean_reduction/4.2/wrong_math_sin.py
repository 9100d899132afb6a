# mistake: graph_cut_by_tensor
import math


def mean_sine_gradient(x):
    x = x.clone().requires_grad_()
    y = torch.tensor([math.sin(v) for v in x.flatten().tolist()]).mean()
    y.backward()
    return x.grad
