# attack: torch's comparisons, and the comparison of answers, find everything equal.
# wants: points
# base: wrong
# assignment: 03_multivariable
# expects: graded
# %% after start
from autograder.learn import compare, snapshot
import math, builtins

compare.differ = lambda *args, **kwargs: None
compare.within = lambda got, *args: torch.ones_like(got, dtype=torch.bool)
for name in ("equal", "allclose", "isclose"):
    setattr(torch, name, lambda *args, **kwargs: True)
torch.Tensor.__le__ = lambda self, other: torch.ones(self.shape, dtype=torch.bool)
torch.Tensor.all = lambda self, *args: torch.tensor(True)
torch.Tensor.any = lambda self, *args: torch.tensor(False)
math.isclose = lambda *args, **kwargs: True
builtins.abs = lambda x: 0.0
