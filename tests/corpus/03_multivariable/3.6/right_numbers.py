# why: plain numbers and math
import math


def level_heading(x, r):
    gx, gr = (2 * x + r).item(), (x + 4 * r).item()
    size = math.hypot(gx, gr)
    return torch.tensor([-gr / size, gx / size])
