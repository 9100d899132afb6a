# attack: An engine whose numbers agree with any other, are huge, or have no end.
# wants: points
# assignment: 08_build_your_own_autograd
# expects: graded
# %% replace answer_8_6
class Any(float):
    __eq__ = __le__ = __lt__ = __ge__ = __gt__ = lambda self, other: True
    __ne__ = lambda self, other: False
    __sub__ = __rsub__ = lambda self, other: 0.0
    __abs__ = __float__ = lambda self: 0.0
    __hash__ = float.__hash__

class Value:
    made = 0
    def __init__(self, data, *rest):
        Value.made += 1
        self.data = self.grad = [Any(data), 10**100_000, [Any(1)] * 10**6, Any("nan")][Value.made % 4]
    def __add__(self, other): return self
    __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __truediv__ = __rtruediv__ = __pow__ = __add__
    def exp(self): return self
    __neg__ = log = sigmoid = relu = exp
    def backward(self): print("x" * 10**7)
