# attack: Autograd where it is forbidden, in a function that claims the source of another one.
# wants: points
# assignment: 01_scalar_gradients
# expects: graded
# %% replace answer_1_2
def cubic_slope(x):
    return 6 * x - 5
# %% after answer_1_2
innocent = cubic_slope
import linecache

def by_engine(x):
    return torch.func.grad(lambda x: cubic(x).sum())(x)

by_engine.__student_source__ = "def cubic_slope(x):\n    return 6 * x - 5\n"
by_engine.__wrapped__ = innocent
by_engine.__name__ = by_engine.__qualname__ = "cubic_slope"
cubic_slope = by_engine
