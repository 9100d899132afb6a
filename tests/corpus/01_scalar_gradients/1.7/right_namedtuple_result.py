# why: a namedtuple, printed with _asdict
from collections import namedtuple
Verdict = namedtuple("Verdict", ["slope", "error"])
def measure(x, claimed, h=1e-3):
    x = x.to(torch.double)
    s = (valley(x + h) - valley(x - h)) / (2 * h)
    return Verdict(s, (claimed - s).abs() / s.abs())
def slope_is_believable(x, claimed):
    v = measure(x, claimed)
    print(v, v._asdict())
    return v.error.item() < 0.02
