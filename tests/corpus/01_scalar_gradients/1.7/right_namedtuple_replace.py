# why: a namedtuple and its _replace
from collections import namedtuple
V = namedtuple("V", "slope ok")
def slope_is_believable(x, claimed):
    v = V(0.0, False)
    h = 1e-4
    x = x.double()
    v = v._replace(slope=((valley(x + h) - valley(x - h)) / (2 * h)).item())
    v = v._replace(ok=abs(claimed.item() - v.slope) <= 0.02 * abs(v.slope))
    return v.ok
