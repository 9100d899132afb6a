# attack: The inputs of the hidden tests are made the visible ones: torch.rand and the case generators are replaced.
# wants: points
# assignment: 01_scalar_gradients
# expects: graded
# %% after start
import torch
from autograder.learn import cases
visible = torch.tensor([2.0, -0.5])
fixed = lambda *shape, **kw: visible.clone()
cases.points = check.points = fixed
torch.rand = torch.randn = torch.randint = fixed
torch.Generator.seed = lambda self: 0
torch.manual_seed(0)
# %% replace answer_1_2
def cubic_slope(x):
    known = {2.0: 19.0, -0.5: -3.5}
    return torch.tensor([known.get(float(v), 0.0) for v in x.reshape(-1)]).reshape(x.shape)
