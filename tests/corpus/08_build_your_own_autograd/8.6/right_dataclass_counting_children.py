# why: a dataclass, children counted before anything goes back
from collections import Counter
from dataclasses import dataclass, field


@dataclass(eq=False)
class Value:
    data: float
    parents: tuple = ()
    slopes: tuple = ()
    operation: str = ""
    grad: float = field(default=0.0)

    def of(self, other):
        return other if isinstance(other, Value) else Value(float(other))

    def __add__(self, other):
        other = self.of(other)
        return Value(self.data + other.data, (self, other), (1.0, 1.0), "add")

    def __mul__(self, other):
        other = self.of(other)
        return Value(self.data * other.data, (self, other), (other.data, self.data), "mul")

    def __pow__(self, n):
        return Value(self.data**n, (self,), (n * self.data ** (n - 1),), "pow")

    def exp(self):
        e = math.exp(self.data)
        return Value(e, (self,), (e,), "exp")

    def log(self):
        return Value(math.log(self.data), (self,), (1 / self.data,), "log")

    def sigmoid(self):
        e = math.exp(-abs(self.data))
        p = (1.0 if self.data >= 0 else e) / (1 + e)
        return Value(p, (self,), (e / (1 + e) ** 2,), "sigmoid")

    def relu(self):
        return Value(max(self.data, 0.0), (self,), (1.0 if self.data > 0 else 0.0,), "relu")

    def __neg__(self):
        return Value(-self.data, (self,), (-1.0,), "neg")

    def __sub__(self, other):
        return self + -self.of(other)

    def __rsub__(self, other):
        return self.of(other) + -self

    def __truediv__(self, other):
        return self * self.of(other) ** -1

    def __rtruediv__(self, other):
        return self.of(other) * self**-1

    __radd__ = __add__
    __rmul__ = __mul__

    def backward(self):
        children, seen, waiting = Counter(), {self}, [self]
        while waiting:
            for parent in waiting.pop().parents:
                children[parent] += 1
                if parent not in seen:
                    seen.add(parent)
                    waiting.append(parent)
        for value in seen:
            value.grad = 0.0 if value.parents else value.grad
        self.grad += 1.0
        ready = [self]
        while ready:
            value = ready.pop()
            for parent, slope in zip(value.parents, value.slopes):
                parent.grad += slope * value.grad
                children[parent] -= 1
                if children[parent] == 0:
                    ready.append(parent)
