# mistake: none
# why: the leaf itself is changed
class Node:
    def __init__(self, data, parents=(), slopes=(), operation=""):
        self.data, self.parents, self.slopes, self.operation, self.grad = data, parents, slopes, operation, 0.0

    def __add__(self, other):
        self.data += other.data if isinstance(other, Node) else other
        self.parents, self.slopes, self.operation = (self, other), (1.0, 1.0), "add"
        return self

    def __mul__(self, other):
        number = other.data if isinstance(other, Node) else other
        self.slopes = (number, self.data)
        self.data *= number
        self.parents, self.operation = (self, other), "mul"
        return self

    __radd__, __rmul__ = __add__, __mul__
