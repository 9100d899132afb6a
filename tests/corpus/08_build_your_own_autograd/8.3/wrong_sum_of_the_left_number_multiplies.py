# mistake: none
class Node:
    def __init__(self, data, parents=(), slopes=(), operation=""):
        self.data = data
        self.grad = 0.0
        self.parents = parents
        self.slopes = slopes
        self.operation = operation

    def __add__(self, other):
        if not isinstance(other, Node):
            other = Node(other)
        return Node(self.data + other.data, (self, other), (1.0, 1.0), "add")

    def __mul__(self, other):
        if not isinstance(other, Node):
            other = Node(other)
        return Node(self.data * other.data, (self, other), (other.data, self.data), "mul")

    __radd__ = __mul__
    __rmul__ = __mul__
