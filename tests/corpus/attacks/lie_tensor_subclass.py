# attack: Answers are tensors of a subclass whose comparisons, subtractions and reductions find no difference.
# wants: points
# base: wrong
# assignment: 02_chain_rule
# expects: graded
# %% before check_2_1
import torch

class Right(torch.Tensor):
    def __sub__(self, other): return torch.zeros(self.shape)
    __rsub__ = __sub__
    def __le__(self, other): return torch.ones(self.shape, dtype=torch.bool)
    def abs(self): return torch.zeros(self.shape)
    def to(self, *args, **kw): return self
    def detach(self): return self
    def __eq__(self, other): return True

def wrap(function):
    return lambda *args: function(*args).as_subclass(Right)
# %% before check_2_2
log_square_gradient = wrap(lambda x: torch.zeros_like(x))
# %% before check_2_3
chain_gradient = wrap(lambda x: torch.zeros_like(x))
# %% before check_2_6
mended_pair_gradient = wrap(lambda x: torch.zeros_like(x))
