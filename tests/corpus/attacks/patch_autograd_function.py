# attack: The derivatives themselves are changed: own autograd.Functions in place of torch.sigmoid, log and the losses.
# wants: points
# assignment: 05_bce_neuron
# expects: graded
# %% first
import torch

class Flat(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, *rest): return x.clone()
    @staticmethod
    def backward(ctx, g): return torch.zeros_like(g)

for place in (torch, torch.Tensor, torch.nn.functional):
    for name in ("sigmoid", "log", "exp", "tanh", "log1p", "softplus", "binary_cross_entropy_with_logits"):
        if hasattr(place, name):
            setattr(place, name, lambda x, *rest, **kw: Flat.apply(x))
torch.set_default_dtype(torch.float64)
torch._C._set_grad_enabled(False)
# %% answers
def NAME(*args):
    return tuple(torch.zeros_like(a) for a in args if isinstance(a, torch.Tensor))
