# attack: Autograd where it is forbidden, in a file handed in beside the notebook that keeps the engine from its import on.
# wants: points
# assignment: 02_chain_rule
# expects: graded
# %% file formulas.py
import torch
from torch.autograd.graph import _engine_run_backward as walk

def slope(f, x):
    leaf = x.clone().requires_grad_()
    out = f(leaf).sum()
    return walk((out,), (torch.ones_like(out),), False, False, (leaf,), True, accumulate_grad=False)[0]
# %% replace answer_2_2
from formulas import slope

def log_square_gradient(x):
    return slope(lambda x: torch.log(1 + x**2), x)
# %% replace answer_2_3
def chain_gradient(x):
    return slope(lambda x: torch.sin(x**2), x)
