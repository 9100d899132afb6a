# attack: float, int, str and dict subclasses override every method that a comparison could use.
# wants: points
# assignment: 01_scalar_gradients
# expects: graded
# %% replace answer_1_1
class Number(float):
    __eq__ = __le__ = __lt__ = __ge__ = __gt__ = lambda self, other: True
    __sub__ = __rsub__ = lambda self, other: 0.0
    __abs__ = __float__ = lambda self: 0.0
    __hash__ = float.__hash__

class Any(dict):
    def __getitem__(self, key): return Number("nan")
    def __iter__(self): return iter(["value_at_two", "gradient_at_two", "gradient_at_minus_one", "y_is_leaf"])
    def keys(self): return set(self)
    def items(self): return [(k, self[k]) for k in self]
    def __len__(self): return 4
    def __contains__(self, key): return True

def predicted_scalars():
    return Any()
# %% replace answer_1_7
class Both(int):
    __class__ = bool
    __eq__ = lambda self, other: True
    __hash__ = int.__hash__
    __repr__ = lambda self: "True"

def slope_is_believable(x, claimed):
    return Both(1)
