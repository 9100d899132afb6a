# attack: Autograd where it is forbidden: a harmless file is handed in, and written anew before it is imported.
# wants: points
# assignment: 01_scalar_gradients
# expects: graded
# %% file formulas.py
def slope(x):
    return 2 * x
# %% before answer_1_2
with open("formulas.py", "w") as file:
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
import formulas

def cubic_slope(x):
    return formulas.slope(x)
