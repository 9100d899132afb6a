# why: a plain number leaves no node behind
class Node:
    def __init__(self, data, parents=(), slopes=(), operation=""):
        self.data = data
        self.parents = parents
        self.slopes = slopes
        self.operation = operation
        self.grad = 0.0

    def __add__(self, other):
        if isinstance(other, Node):
            return Node(self.data + other.data, (self, other), (1, 1), "add")
        return Node(self.data + other, (self,), (1,), "add")

    def __mul__(self, other):
        if isinstance(other, Node):
            return Node(self.data * other.data, (self, other), (other.data, self.data), "mul")
        return Node(self.data * other, (self,), (other,), "mul")

    __radd__ = __add__
    __rmul__ = __mul__
