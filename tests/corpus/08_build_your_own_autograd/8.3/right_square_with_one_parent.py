# why: a · a as one parent with slope 2a
class Node:
    __slots__ = ("data", "grad", "operation", "parents", "slopes")

    def __init__(self, data, parents=(), slopes=(), operation=""):
        self.data, self.parents, self.slopes, self.operation, self.grad = data, parents, slopes, operation, 0.0

    def _made(self, other, data, mine, theirs, operation):
        if other is self:
            return Node(data, (self,), (mine + theirs,), operation)
        return Node(data, (self, other), (mine, theirs), operation)

    def __add__(self, other):
        other = other if type(other) is Node else Node(other)
        return self._made(other, self.data + other.data, 1.0, 1.0, "add")

    def __mul__(self, other):
        other = other if type(other) is Node else Node(other)
        return self._made(other, self.data * other.data, other.data, self.data, "mul")

    def __radd__(self, other):
        return self + other

    def __rmul__(self, other):
        return self * other
