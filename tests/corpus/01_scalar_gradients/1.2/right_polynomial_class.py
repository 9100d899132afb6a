# why: a class with a derivative of its own
class Poly:
    def __init__(self, *coefficients): self.c = coefficients
    def d(self): return Poly(*(k * c for k, c in enumerate(self.c) if k))
    def __call__(self, x): return sum((c * x**k for k, c in enumerate(self.c)), torch.zeros_like(x))

def cubic_slope(x):
    return Poly(1, -5, 0, 2).d()(x)
