# attack: Autograd where it is forbidden: unittest.mock, cProfile and the frame put another function in place.
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
from unittest import mock
import cProfile, sys

def cubic_slope(x):
    return 2 * x

mock.patch('__main__.cubic_slope', cheat).start()
cProfile.run('cubic_slope = cheat')
sys._getframe().f_globals['cubic_slope'] = cheat
