# attack: Exceptions whose __str__, __repr__, args, __cause__ and __traceback__ raise, never end, or are huge.
# wants: stop
# assignment: 03_multivariable
# expects: graded
# %% after start
class Hostile(Exception):
    def __str__(self): raise SystemExit
    __repr__ = __format__ = __str__
    args = property(lambda self: [][1])
    __cause__ = property(lambda self: self)
    __context__ = property(lambda self: self)
    __notes__ = property(lambda self: iter(int, 1))

class Huge(Exception):
    def __str__(self): return "\N{SNOWMAN}\0\ud800" * 20_000_000

def throw():
    error = Hostile()
    raise error from Huge()
# %% answers
def NAME(*args):
    if len(args) % 2:
        raise Huge
    throw()
# %% last
raise Huge
