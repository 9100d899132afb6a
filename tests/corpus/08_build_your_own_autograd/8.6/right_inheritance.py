# why: a class for each operation
import math
class Base:
    def __init__(self, data, *args):
        self.data, self.args, self.grad = data, args, 0.0
    parents = property(lambda self: self.args)
    def slopes(self): return ()
    def backward(self):
        order, seen, stack = [], set(), [(self, 0)]
        while stack:
            n, i = stack.pop()
            if i == 0:
                if n in seen: continue
                seen.add(n)
            if i < len(n.args):
                stack.append((n, i + 1))
                if n.args[i] not in seen: stack.append((n.args[i], 0))
            else: order.append(n)
        for n in order:
            if n.args: n.grad = 0.0
        if self.args: self.grad = 1.0
        else: self.grad += 1.0
        for n in reversed(order):
            for p, s in zip(n.args, n.slopes()): p.grad += s * n.grad
class Value(Base):
    def __init__(self, data, parents=(), slopes=(), operation=""):
        super().__init__(data, *parents)
    def __add__(self, o): return Add(self, wrap(o))
    def __radd__(self, o): return Add(wrap(o), self)
    def __mul__(self, o): return Mul(self, wrap(o))
    def __rmul__(self, o): return Mul(wrap(o), self)
    def __neg__(self): return Mul(self, wrap(-1.0))
    def __sub__(self, o): return Add(self, -wrap(o))
    def __rsub__(self, o): return Add(wrap(o), -self)
    def __pow__(self, n): return Pow(self, n)
    def __truediv__(self, o): return Mul(self, Pow(wrap(o), -1))
    def __rtruediv__(self, o): return Mul(wrap(o), Pow(self, -1))
    def exp(self): return Un(self, math.exp(self.data), math.exp(self.data))
    def log(self): return Un(self, math.log(self.data), 1 / self.data)
    def relu(self): return Un(self, self.data if self.data > 0 else 0.0, 1.0 if self.data > 0 else 0.0)
    def sigmoid(self):
        p = 0.5 * (1 + math.tanh(0.5 * self.data)); return Un(self, p, p * (1 - p))
class Add(Value):
    def __init__(self, a, b): Base.__init__(self, a.data + b.data, a, b)
    def slopes(self): return 1.0, 1.0
class Mul(Value):
    def __init__(self, a, b): Base.__init__(self, a.data * b.data, a, b); self.ab = (a.data, b.data)
    def slopes(self): return self.ab[::-1]
class Pow(Value):
    def __init__(self, a, n): Base.__init__(self, a.data**n, a); self.d = n * a.data**(n - 1)
    def slopes(self): return (self.d,)
class Un(Value):
    def __init__(self, a, v, d): Base.__init__(self, v, a); self.d = d
    def slopes(self): return (self.d,)
def wrap(o): return o if isinstance(o, Base) else Value(o)
