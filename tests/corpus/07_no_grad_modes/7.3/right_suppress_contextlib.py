# why: a context manager of one's own
from contextlib import suppress, contextmanager
@contextmanager
def timed(name):
    print("start", name)
    yield
    print("end", name)
def held_square_gradient(x):
    with timed("held"), suppress(ZeroDivisionError):
        return x**2 * torch.cos(x)
