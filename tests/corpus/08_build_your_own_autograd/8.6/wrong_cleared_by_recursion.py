# mistake: recursion_too_deep
# why: the order is iterative, and what empties the intermediates before a second pass is not
class Node:
    def __init__(self, data, parents=(), slopes=(), operation=""):
        self.data, self.grad = data, 0.0
        self.parents, self.slopes, self.operation = parents, slopes, operation

    def __add__(self, other):
        other = other if isinstance(other, Node) else Node(other)
        return Node(self.data + other.data, (self, other), (1.0, 1.0), "add")

    def __mul__(self, other):
        other = other if isinstance(other, Node) else Node(other)
        return Node(self.data * other.data, (self, other), (other.data, self.data), "mul")

    __radd__, __rmul__ = __add__, __mul__


def topological_order(root):
    order, seen, waiting = [], set(), [root]
    while waiting:
        node = waiting[-1]
        fresh = [parent for parent in node.parents if parent not in seen]
        if fresh:
            waiting.append(fresh[0])
            continue
        waiting.pop()
        if node not in seen:
            seen.add(node)
            order.append(node)
    return order


def pass_back(order):
    for node in order:
        if node.parents:
            node.grad = 0.0
    order[-1].grad += 1.0
    for node in reversed(order):
        for parent, slope in zip(node.parents, node.slopes):
            parent.grad += slope * node.grad


def local_rule(operation, a, b=None):
    return {
        "add": lambda: (a + b, (1.0, 1.0)),
        "mul": lambda: (a * b, (b, a)),
        "pow": lambda: (a**b, (b * a ** (b - 1),)),
        "exp": lambda: (math.exp(a), (math.exp(a),)),
        "log": lambda: (math.log(a), (1 / a,)),
        "sigmoid": lambda: (1 / (1 + math.exp(-a)), (math.exp(-a) / (1 + math.exp(-a)) ** 2,)),
        "relu": lambda: (max(a, 0.0), (float(a > 0),)),
    }[operation]()


class Value(Node):
    def _apply(self, operation, *others):
        values = [self, *(other if isinstance(other, Value) else Value(other) for other in others)]
        data, slopes = local_rule(operation, *(value.data for value in values))
        return Value(data, tuple(values)[: len(slopes)], slopes, operation)

    def __add__(self, other):
        return self._apply("add", other)

    def __mul__(self, other):
        return self._apply("mul", other)

    def __pow__(self, number):
        return self._apply("pow", number)

    def exp(self):
        return self._apply("exp")

    def log(self):
        return self._apply("log")

    def sigmoid(self):
        return self._apply("sigmoid")

    def relu(self):
        return self._apply("relu")

    __radd__, __rmul__ = __add__, __mul__

    def __neg__(self):
        return self * -1.0

    def __sub__(self, other):
        return self + other * -1.0

    def __rsub__(self, other):
        return self * -1.0 + other

    def __truediv__(self, other):
        return self * other**-1.0

    def __rtruediv__(self, other):
        return self**-1.0 * other

    passes = 0

    def backward(self):
        order = topological_order(self)
        if self.passes:
            self.clear(set())
        self.passes += 1
        for node in order[:-1]:
            if node.parents and self.passes == 1:
                node.grad = 0.0
        self.grad += 1.0 if self.parents == () else 1.0 - self.grad
        for node in reversed(order):
            for parent, slope in zip(node.parents, node.slopes):
                parent.grad += slope * node.grad

    def clear(self, seen):
        """Empties what the pass before left in the intermediates."""
        if self.parents and self not in seen:
            seen.add(self)
            self.grad = 0.0
            for parent in self.parents:
                parent.clear(seen)
