# attack: The grader's own AutogradUsed and a group of exceptions are raised, which the judge can't take for its own faults.
# wants: stop
# assignment: 01_scalar_gradients
# expects: graded
# %% replace answer_1_1
from autograder.learn.byhand import AutogradUsed

def predicted_scalars():
    raise AutogradUsed
# %% replace answer_1_3
def ratio_slope(x):
    raise ExceptionGroup("many", [ValueError(1)])
# %% replace answer_1_7
def slope_is_believable(x, claimed):
    raise BaseExceptionGroup("many", [KeyboardInterrupt()])
