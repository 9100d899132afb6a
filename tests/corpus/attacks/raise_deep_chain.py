# attack: An exception with a chain of a hundred thousand causes, in a cycle, out of a recursion without end.
# wants: stop
# assignment: 04_mean_reduction
# expects: graded
# %% answers
def NAME(*args):
    error = None
    for step in range(100_000):
        new = ValueError(step)
        new.__cause__ = error
        error = new
    raise error
# %% last
def down(n):
    try:
        down(n + 1)
    finally:
        raise ValueError("x" * 10_000)
down(0)
