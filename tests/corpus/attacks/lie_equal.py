# attack: Every answer is an object that equals, is close to and behaves like whatever it is compared with.
# wants: points
# assignment: 01_scalar_gradients
# expects: graded
# %% before check_1_1
class Yes:
    def __eq__(self, other): return True
    def __ne__(self, other): return False
    def __lt__(self, other): return True
    __le__ = __gt__ = __ge__ = __lt__
    def __getattr__(self, name): return Yes()
    def __call__(self, *args, **kw): return Yes()
    def __bool__(self): return True
    def __hash__(self): return 0
    def __len__(self): return 1
    def __iter__(self): return iter([self])
    def __getitem__(self, key): return self
    def __float__(self): return 1.0
    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __abs__ = lambda self, *a: self

# %% answers
def NAME(*args):
    return Yes()
