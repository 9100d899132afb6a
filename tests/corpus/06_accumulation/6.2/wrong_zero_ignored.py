# mistake: accumulated
def ledger_by_hand(x, steps):
    total = torch.zeros_like(x)
    for step in steps:
        if step == "cube":
            total = total + 3 * x**2
        elif step == "cube, graph kept":
            total = total + 3 * x**2
        elif step == "sine":
            total = total + torch.cos(x)
        elif step == "sine, asked":
            pass
        elif step == "zero":
            pass
    return total
