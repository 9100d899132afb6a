# attack: The functions raise NotImplementedError, and subclasses of it, to be taken for unfinished rather than wrong.
# wants: points
# assignment: 01_scalar_gradients
# expects: graded
# %% replace answer_1_2
def cubic_slope(x):
    raise type("Later", (NotImplementedError,), {"__str__": lambda self: "right"})
# %% replace answer_1_3
def ratio_slope(x):
    return NotImplemented
