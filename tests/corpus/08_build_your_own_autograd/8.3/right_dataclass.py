# why: a dataclass that compares by identity
from dataclasses import dataclass


@dataclass(eq=False)
class Node:
    data: float
    parents: tuple = ()
    slopes: tuple = ()
    operation: str = ""
    grad: float = 0.0

    @staticmethod
    def of(thing):
        return thing if isinstance(thing, Node) else Node(float(thing))

    def __add__(self, other):
        other = Node.of(other)
        return Node(self.data + other.data, (self, other), (1.0, 1.0), "add")

    def __mul__(self, other):
        other = Node.of(other)
        return Node(self.data * other.data, (self, other), (other.data, self.data), "mul")

    def __radd__(self, other):
        return Node.of(other) + self

    def __rmul__(self, other):
        return Node.of(other) * self
