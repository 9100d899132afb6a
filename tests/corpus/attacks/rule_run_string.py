# attack: Autograd where it is forbidden, in a string that numpy's test helper runs, in a thread where the engine is open.
# wants: points
# assignment: 01_scalar_gradients
# expects: graded
# %% replace answer_1_2
import numpy as np

def cubic_slope(x):
    names = {"x": x, "found": []}
    np.testing.runstring(PROGRAM, names)
    return names["found"][0]

PROGRAM = """
import threading, torch
def work():
    y = x.detach().clone().requires_grad_(True)
    z = 2 * y**3 - 5 * y
    engine = torch.autograd.Variable._execution_engine
    found.append(engine.run_backward((z,), (torch.ones_like(z),), False, False, (y,), False, False)[0])
thread = threading.Thread(target=work)
thread.start()
thread.join()
"""
