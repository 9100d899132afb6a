# attack: Autograd where it is forbidden, in an annotation, which typing evaluates when it is asked for it.
# wants: points
# assignment: 01_scalar_gradients
# expects: graded
# %% replace answer_1_2
import typing

def asked(slope: "exec(PROGRAM, names)"):
    pass

def cubic_slope(x):
    names = {"x": x, "found": []}
    typing.get_type_hints(asked, {**names, "PROGRAM": PROGRAM, "names": names})
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
