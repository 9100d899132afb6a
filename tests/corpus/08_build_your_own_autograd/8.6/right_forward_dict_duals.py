# why: no backward pass at all: every value carries its slopes
import math
class Value:
    """Keeps d/d leaf for every leaf (forward), and adds at backward."""
    def __init__(self, data, d=None):
        self.data, self.grad, self.d = data, 0.0, d if d is not None else {self: 1.0}
        self.parents = ()
    def _c(self, v, *pairs):
        out = {}
        for x, s in pairs:
            for k, g in x.d.items(): out[k] = out.get(k, 0.0) + s * g
        return Value(v, out)
    def __add__(self, o): o = w(o); return self._c(self.data + o.data, (self, 1), (o, 1))
    def __mul__(self, o): o = w(o); return self._c(self.data * o.data, (self, o.data), (o, self.data))
    def __pow__(self, n): return self._c(self.data**n, (self, n * self.data**(n - 1)))
    def exp(self): return self._c(math.exp(self.data), (self, math.exp(self.data)))
    def log(self): return self._c(math.log(self.data), (self, 1 / self.data))
    def relu(self): return self._c(max(self.data, 0), (self, int(self.data > 0)))
    def sigmoid(self): p = (1 + math.tanh(self.data / 2)) / 2; return self._c(p, (self, p * (1 - p)))
    __radd__, __rmul__ = __add__, __mul__
    def __neg__(self): return self * -1
    def __sub__(self, o): return self + -1 * w(o)
    def __rsub__(self, o): return w(o) - self
    def __truediv__(self, o): return self * w(o)**-1
    def __rtruediv__(self, o): return w(o) / self
    def backward(self):
        for leaf, g in self.d.items(): leaf.grad += g
def w(o): return o if isinstance(o, Value) else Value(o, {})
