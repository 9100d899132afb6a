# mistake: The step “cube, graph kept” is a backward like any other: yours passes it over.
# why: a kept graph believed to add nothing the second time
def ledger_by_hand(x, steps):
    total = torch.zeros_like(x)
    for step in steps:
        if step == "cube":
            total = total + 3 * x**2
        elif step == "cube, graph kept":
            pass
        elif step == "sine":
            total = total + torch.cos(x)
        elif step == "sine, asked":
            pass
        elif step == "zero":
            total = torch.zeros_like(x)
    return total
