# attack: Autograd where it is forbidden, in a file that was handed in and that torch.hub runs without an import.
# wants: points
# assignment: 01_scalar_gradients
# expects: graded
# %% replace answer_1_2
def cubic_slope(x):
    return torch.hub.load(".", "slope", x, source="local")
# %% file hubconf.py
import threading, torch
def slope(x):
    found = []
    def work():
        y = x.detach().clone().requires_grad_(True)
        z = 2 * y**3 - 5 * y
        engine = torch.autograd.Variable._execution_engine
        found.append(engine.run_backward((z,), (torch.ones_like(z),), False, False, (y,), False, False)[0])
    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    return found[0]
