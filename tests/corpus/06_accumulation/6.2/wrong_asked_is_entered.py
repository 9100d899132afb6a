# mistake: Your numbers are those of a torch.autograd.grad that enters its result in x.grad.
# why: torch.autograd.grad taken for a backward
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
            total = total + torch.cos(x)
        elif step == "zero":
            total = torch.zeros_like(x)
    return total
