# why: cos x written as sin(x + π/2), in float64
import math


def held_square_gradient(x):
    x = x.double()
    return x * x * torch.sin(x + math.pi / 2)
