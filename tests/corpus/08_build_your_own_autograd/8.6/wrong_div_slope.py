# mistake: wrong_local_rule
# why: with a number on the left another method is at work, and right
import math
TAPE = []
class Value:
    __slots__ = ("data", "grad", "links", "at", "leaf")
    def __init__(self, data, links=None):
        self.data, self.grad, self.links = float(data), 0.0, links
        TAPE.append(self); self.at = len(TAPE) - 1
    def _bin(self, o, v, da, db):
        return Value(v, [(self, da)] + ([(o, db)] if isinstance(o, Value) else []))
    def __add__(self, o): return self._bin(o, self.data + _n(o), 1.0, 1.0)
    def __mul__(self, o): return self._bin(o, self.data * _n(o), _n(o), self.data)
    def __sub__(self, o): return self._bin(o, self.data - _n(o), 1.0, -1.0)
    def __truediv__(self, o): return self._bin(o, self.data / _n(o), 1 / _n(o), self.data / _n(o)**2)
    def __pow__(self, n): return Value(self.data**n, [(self, n * self.data**(n - 1))])
    def __neg__(self): return Value(-self.data, [(self, -1.0)])
    __radd__, __rmul__ = __add__, __mul__
    def __rsub__(self, n): return Value(n - self.data, [(self, -1.0)])
    def __rtruediv__(self, n): return Value(n / self.data, [(self, -n / self.data**2)])
    def exp(self): v = math.exp(self.data); return Value(v, [(self, v)])
    def log(self): return Value(math.log(self.data), [(self, 1 / self.data)])
    def relu(self): return Value(max(self.data, 0), [(self, 1.0 * (self.data > 0))])
    def sigmoid(self):
        v = 1 / (1 + math.exp(-self.data)) if self.data > 0 else math.exp(self.data) / (1 + math.exp(self.data))
        return Value(v, [(self, v * (1 - v))])
    def backward(self):
        adj = {self.at: 1.0}
        for i in range(self.at, -1, -1):
            if i not in adj: continue
            n, g = TAPE[i], adj.pop(i)
            if n.links is None: n.grad += g
            else:
                n.grad = g
                for p, s in n.links: adj[p.at] = adj.get(p.at, 0.0) + g * s
def _n(o): return o.data if isinstance(o, Value) else o
