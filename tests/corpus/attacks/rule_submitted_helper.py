# attack: Autograd where it is forbidden, imported from a file that was handed in beside the notebook.
# wants: points
# assignment: 02_chain_rule
# expects: graded
# %% file formulas.py
import torch

def slope(f, x):
    return torch.func.grad(lambda x: f(x).sum())(x)
# %% replace answer_2_2
from formulas import slope

def log_square_gradient(x):
    return slope(lambda x: torch.log(1 + x**2), x)
# %% replace answer_2_3
def chain_gradient(x):
    return slope(lambda x: torch.sin(x**2), x)
