# mistake: operator_missing
class Node:
    def __init__(self, data, parents=(), slopes=(), operation=""):
        self.data, self.parents, self.slopes, self.operation, self.grad = data, parents, slopes, operation, 0.0
    def __add__(self, o):
        if not isinstance(o, Node): o = Node(o)
        return Node(self.data + o.data, (self, o), (1.0, 1.0), "add")
    __radd__ = __add__
