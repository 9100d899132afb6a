# why: dual numbers of one's own, with __rmul__ = __mul__
class Dual:
    __slots__ = ("a", "b")
    def __init__(self, a, b):
        self.a, self.b = a, b
    def __add__(self, o):
        o = o if isinstance(o, Dual) else Dual(o, 0)
        return Dual(self.a + o.a, self.b + o.b)
    def __sub__(self, o):
        return self + (-1 * o if isinstance(o, Dual) else -o)
    def __mul__(self, o):
        o = o if isinstance(o, Dual) else Dual(o, 0)
        return Dual(self.a * o.a, self.a * o.b + self.b * o.a)
    __rmul__ = __mul__
    def __pow__(self, n):
        return Dual(self.a**n, n * self.a ** (n - 1) * self.b)

def cubic_slope(x):
    return cubic(Dual(x, torch.ones_like(x))).b
