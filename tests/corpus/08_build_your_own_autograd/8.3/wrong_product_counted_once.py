# mistake: repeated_parent_once
# why: a dict of parents in mul, none in add
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
        return Node(self.data * other.data, *zip(*{self: other.data, other: self.data}.items()), "mul")

    __radd__ = __add__
    __rmul__ = __mul__
