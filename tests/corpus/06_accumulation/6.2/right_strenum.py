# why: the steps as an enum
import enum
class Step(str, enum.Enum):
    CUBE = "cube"; KEPT = "cube, graph kept"; SINE = "sine"; ASKED = "sine, asked"; ZERO = "zero"
def ledger_by_hand(x, steps):
    total = torch.zeros_like(x)
    for s in map(Step, steps):
        if s in (Step.CUBE, Step.KEPT): total = total + 3 * x**2
        elif s is Step.SINE: total = total + torch.cos(x)
        elif s is Step.ZERO: total = torch.zeros_like(x)
    return total
