# why: the relative error in floats, measured in float64
def slope_is_believable(x, claimed):
    x, h = x.double(), 1e-5
    slope = ((valley(x + h) - valley(x - h)) / (2 * h)).item()
    return abs(claimed.item() - slope) / abs(slope) <= 0.03
