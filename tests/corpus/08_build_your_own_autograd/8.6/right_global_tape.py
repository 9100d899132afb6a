# why: a list of all that was ever made, walked from its end
TAPE = []


class Value:
    def __init__(self, data, links=()):
        self.data, self.grad, self.links = data, 0.0, links
        if links:
            TAPE.append(self)

    @staticmethod
    def number(thing):
        return thing.data if isinstance(thing, Value) else thing

    def made(self, data, *links):
        return Value(data, [(value, slope) for value, slope in links if isinstance(value, Value)])

    def __add__(self, other):
        return self.made(self.data + self.number(other), (self, 1.0), (other, 1.0))

    def __sub__(self, other):
        return self.made(self.data - self.number(other), (self, 1.0), (other, -1.0))

    def __rsub__(self, other):
        return self.made(other - self.data, (self, -1.0))

    def __mul__(self, other):
        return self.made(self.data * self.number(other), (self, self.number(other)), (other, self.data))

    def __truediv__(self, other):
        below = self.number(other)
        return self.made(self.data / below, (self, 1 / below), (other, -self.data / below**2))

    def __rtruediv__(self, other):
        return self.made(other / self.data, (self, -other / self.data**2))

    def __pow__(self, n):
        return self.made(self.data**n, (self, n * self.data ** (n - 1)))

    def __neg__(self):
        return self.made(-self.data, (self, -1.0))

    __radd__ = __add__
    __rmul__ = __mul__

    def exp(self):
        e = math.exp(self.data)
        return self.made(e, (self, e))

    def log(self):
        return self.made(math.log(self.data), (self, 1 / self.data))

    def sigmoid(self):
        p = 0.5 * (1 + math.tanh(self.data / 2))
        return self.made(p, (self, p * (1 - p)))

    def relu(self):
        return self.made(self.data, (self, 1.0)) if self.data > 0 else self.made(0.0, (self, 0.0))

    def backward(self):
        for value in TAPE:
            value.grad = 0.0
        self.grad += 1.0
        for value in reversed(TAPE):
            for parent, slope in value.links:
                parent.grad += slope * value.grad
