# attack: torch's derivatives return zeros, so that an answer of zeros is the right one.
# wants: points
# assignment: 01_scalar_gradients
# expects: graded
# %% after start
zeros = lambda x, *rest: torch.zeros_like(x)
torch.func.grad = lambda f, **kw: zeros
torch.autograd.grad = lambda y, x, **kw: tuple(torch.zeros_like(t) for t in (x if isinstance(x, (tuple, list)) else (x,)))
torch.Tensor.backward = lambda self, *args, **kw: None
# %% replace answer_1_2
def cubic_slope(x):
    return torch.zeros_like(x)
# %% replace answer_1_3
def ratio_slope(x):
    return torch.zeros_like(x)
