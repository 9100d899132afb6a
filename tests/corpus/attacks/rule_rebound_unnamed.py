# attack: Autograd where it is forbidden: the function's name is bound to another one by ways that don't write it as a name.
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
def cubic_slope(x):
    return 2 * x

match cheat:
    case cubic_slope:
        pass
# %% replace answer_1_5
def bell_by_two_points(x, h):
    return 2 * x

def put():
    global bell_by_two_points
    bell_by_two_points = lambda x, h: cheat(x)

put()
