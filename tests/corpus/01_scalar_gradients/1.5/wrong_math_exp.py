# mistake: python_float
import math

def bell_by_two_points(x, h):
    return (math.exp(-((x + h) ** 2)) - math.exp(-((x - h) ** 2))) / (2 * h)
