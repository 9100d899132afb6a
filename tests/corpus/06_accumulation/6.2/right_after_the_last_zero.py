# why: looks for the last zero, then counts
def ledger_by_hand(x, steps):
    if "zero" in steps:
        last = len(steps) - 1 - steps[::-1].index("zero")
        steps = steps[last + 1:]
    cubes = sum(s.startswith("cube") for s in steps)
    sines = steps.count("sine")
    return cubes * 3 * x**2 + sines * x.cos()
