# mistake: none
# why: math.exp takes one number: a vector makes it stop
import math

def bell_by_two_points(x, h):
    return (math.exp(-((x + h) ** 2)) - math.exp(-((x - h) ** 2))) / (2 * h)
