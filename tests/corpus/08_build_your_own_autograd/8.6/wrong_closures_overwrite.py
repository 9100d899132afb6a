# mistake: overwritten_not_added
# why: micrograd with = in the place of +=
class Value:
    def __init__(self, data, _children=(), _op=""):
        self.data = data
        self.grad = 0
        self._backward = lambda: None
        self._prev = set(_children)
        self._op = _op

    def __add__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        out = Value(self.data + other.data, (self, other), "+")

        def _backward():
            self.grad = out.grad
            other.grad = out.grad

        out._backward = _backward
        return out

    def __mul__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        out = Value(self.data * other.data, (self, other), "*")

        def _backward():
            self.grad = other.data * out.grad
            other.grad = self.data * out.grad

        out._backward = _backward
        return out

    def __pow__(self, number):
        return self._one(self.data**number, lambda out: number * self.data ** (number - 1), "**")

    def exp(self):
        return self._one(math.exp(self.data), lambda out: out, "exp")

    def log(self):
        return self._one(math.log(self.data), lambda out: 1 / self.data, "log")

    def sigmoid(self):
        return self._one(1 / (1 + math.exp(-self.data)), lambda out: out * (1 - out), "sigmoid")

    def relu(self):
        return self._one(self.data if self.data > 0 else 0, lambda out: 1 if out > 0 else 0, "relu")

    def _one(self, data, slope, op):
        out = Value(data, (self,), op)

        def _backward():
            self.grad = slope(out.data) * out.grad

        out._backward = _backward
        return out

    def __neg__(self):
        return self * -1

    def __radd__(self, other):
        return self + other

    def __sub__(self, other):
        return self + (-other)

    def __rsub__(self, other):
        return other + (-self)

    def __rmul__(self, other):
        return self * other

    def __truediv__(self, other):
        return self * other**-1

    def __rtruediv__(self, other):
        return other * self**-1

    def backward(self):
        order, seen, waiting = [], set(), [(self, False)]
        while waiting:
            value, ready = waiting.pop()
            if ready:
                order.append(value)
            elif value not in seen:
                seen.add(value)
                waiting += [(value, True), *((child, False) for child in value._prev)]
        self.grad = 1
        for value in reversed(order):
            value._backward()
