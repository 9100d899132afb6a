# attack: The machine code behind comparisons is changed by ctypes: type slots of bool, of tensors, of the verdict.
# wants: points
# assignment: 01_scalar_gradients
# expects: graded
# %% after start
import ctypes, gc
from autograder.learn import compare, judge
from autograder.learn.verdict import Outcome, Verdict

def overwrite(type_, name, value):
    gc.get_referents(type_.__dict__)[0][name] = value
    ctypes.pythonapi.PyType_Modified(ctypes.py_object(type_))

overwrite(Outcome, "__eq__", lambda self, other: True)
overwrite(Verdict, "outcome", Outcome.RIGHT)
overwrite(float, "__abs__", lambda self: 0.0)
overwrite(torch.Tensor, "__sub__", lambda self, other: torch.zeros_like(self))
compare.differ.__code__ = (lambda got, expected, *, where, rtol=None: None).__code__
