# attack: Autograd where it is forbidden, in a package of two files of which the last one is harmless.
# wants: points
# assignment: 01_scalar_gradients
# expects: graded
# %% file formulas/__init__.py
import torch
import threading
from torch.autograd.graph import _engine_run_backward as walk

def slope(x):
    box = []

    def run():
        leaf = x.detach().clone().requires_grad_()
        out = (2 * leaf**3 - 5 * leaf + 1).sum()
        box.append(walk((out,), (torch.ones_like(out),), False, False, (leaf,), True, accumulate_grad=False)[0])

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    return box[0]
# %% file formulas/zz.py
two = 2
# %% replace answer_1_2
import formulas

def cubic_slope(x):
    return formulas.slope(x)
