# attack: Autograd where it is forbidden, as an attribute or a default that the function was given afterwards.
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
# %% replace answer_1_2
def cubic_slope(x, by=abs):
    return by(x)

cubic_slope.__defaults__ = (cheat,)
# %% replace answer_1_6
def mended_slope_check(x):
    return mended_slope_check.by(x)

def fill(function):
    function.by = lambda x: torch.func.grad(lambda x: growth(x).sum())(x)

fill(mended_slope_check)
