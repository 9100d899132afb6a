# why: terms as classes with an abstract base
from abc import ABC, abstractmethod

class Piece(ABC):
    @abstractmethod
    def slope(self, x): ...

class Cube(Piece):
    def slope(self, x):
        return 6 * x**2

class Line(Piece):
    def slope(self, x):
        return -5 * torch.ones_like(x)

def cubic_slope(x):
    return sum(piece.slope(x) for piece in (Cube(), Line()))
