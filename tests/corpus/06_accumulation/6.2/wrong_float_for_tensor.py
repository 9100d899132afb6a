# mistake: python_float
import math

def ledger_by_hand(x, steps):
    total = 0.0
    for step in steps:
        if step.startswith("cube"):
            total += 3 * float(x) ** 2
        elif step == "sine":
            total += math.cos(float(x))
        elif step == "zero":
            total = 0.0
    return total
