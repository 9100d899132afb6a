# why: tensor methods, another order
def held_square_gradient(x):
    return x.cos() * x.square()
