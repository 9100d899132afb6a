# attack: A function mode and a dispatch mode are entered and never left; both turn differences into zeros.
# wants: points
# assignment: 01_scalar_gradients
# expects: graded
# %% after start
from torch.overrides import TorchFunctionMode
from torch.utils._python_dispatch import TorchDispatchMode

class Soft(TorchFunctionMode):
    def __torch_function__(self, function, types, args=(), kwargs=None):
        found = function(*args, **(kwargs or {}))
        return torch.zeros_like(found) if getattr(function, "__name__", "") in ("sub", "abs", "rsub") else found

class Hard(TorchDispatchMode):
    def __torch_dispatch__(self, function, types, args=(), kwargs=None):
        found = function(*args, **(kwargs or {}))
        return torch.ones_like(found) if "aten.le" in str(function) else found

Soft().__enter__()
Hard().__enter__()
# %% replace answer_1_2
def cubic_slope(x):
    return x
