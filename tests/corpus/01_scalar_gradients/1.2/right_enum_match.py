# why: an enum, a match and a helper called slope, as the check once called its own
from enum import Enum, auto

class Kind(Enum):
    CUBE = auto()
    LINE = auto()
    CONSTANT = auto()

def slope(kind, x):
    match kind:
        case Kind.CUBE:
            return 3 * x**2
        case Kind.LINE:
            return torch.ones_like(x)
        case _:
            return 0 * x

def cubic_slope(x):
    return 2 * slope(Kind.CUBE, x) - 5 * slope(Kind.LINE, x) + slope(Kind.CONSTANT, x)
