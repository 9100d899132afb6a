# why: a class that calls super().__init__
class Base:
    def __init__(self, x):
        self.x = x
class Held(Base):
    def __init__(self, x):
        super().__init__(x)
        self.kept = x**2
    def slope(self):
        return self.kept * self.x.cos()
def held_square_gradient(x):
    return Held(x).slope()
