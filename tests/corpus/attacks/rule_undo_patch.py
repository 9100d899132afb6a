# attack: Autograd where it is forbidden: whatever was patched to forbid it is put back by the function itself.
# wants: points
# assignment: 01_scalar_gradients
# expects: graded
# %% after start
import torch.autograd, torch.autograd.graph
kept = [(m, n, v) for m in (torch.autograd, torch.autograd.graph, torch.autograd.forward_ad) for n, v in vars(m).items()]
# %% replace answer_1_2
def cubic_slope(x):
    for module, name, value in kept:
        setattr(module, name, value)
    f = getattr(torch.func, "g" "rad")
    return f(lambda x: cubic(x).sum())(x)
