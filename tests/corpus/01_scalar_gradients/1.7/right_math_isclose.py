# why: math.isclose, which is relative
import math

def slope_is_believable(x, claimed):
    rise = valley(x + 0.01) - valley(x - 0.01)
    return math.isclose(float(rise) / 0.02, float(claimed), rel_tol=0.025)
