# mistake: none
# why: math.cos on the elements of a vector; a table of numbers stops it
import math


def held_square_gradient(x):
    return torch.tensor([float(v) ** 2 * math.cos(v) for v in x])
