# mistake: overwritten_not_added
def ledger_by_hand(x, steps):
    total = torch.zeros_like(x)
    for step in steps:
        if step == "cube":
            total = 3 * x**2
        elif step == "cube, graph kept":
            total = 3 * x**2
        elif step == "sine":
            total = torch.cos(x)
        elif step == "sine, asked":
            pass
        elif step == "zero":
            total = torch.zeros_like(x)
    return total
