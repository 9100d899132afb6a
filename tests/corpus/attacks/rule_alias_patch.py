# attack: Autograd where it is forbidden, in an operator or a function of torch that is patched under another name of it.
# wants: points
# assignment: 01_scalar_gradients
# expects: graded
# %% before answer_1_2
import threading
from torch.autograd.graph import _engine_run_backward as walk

def cheat(x):
    box = []

    def run():
        leaf = x.detach().clone().requires_grad_()
        out = cubic(leaf).sum()
        box.append(walk((out,), (torch.ones_like(out),), False, False, (leaf,), True, accumulate_grad=False)[0])

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    return box[0]

import torch as t
t.square = cheat
kind = torch.Tensor
# %% replace answer_1_2
def cubic_slope(x):
    return torch.square(x)
