# attack: Autograd where it is forbidden, in a file written under the name of a module that an answer may import.
# wants: points
# assignment: 01_scalar_gradients
# expects: graded
# %% before answer_1_2
for name in ("statistics", "fractions", "decimal", "cmath", "dataclasses"):
    with open(name + ".py", "w") as file:
        file.write("""import torch
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
""")
# %% replace answer_1_2
try:
    from statistics import slope
except ImportError:
    try:
        from fractions import slope
    except ImportError:
        from decimal import slope

def cubic_slope(x):
    return slope(x)
