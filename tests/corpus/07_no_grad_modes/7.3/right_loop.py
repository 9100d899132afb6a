# why: element by element, any shape
import math


def held_square_gradient(x):
    numbers = [v * v * math.cos(v) for v in x.flatten().tolist()]
    return torch.tensor(numbers).reshape(x.shape)
