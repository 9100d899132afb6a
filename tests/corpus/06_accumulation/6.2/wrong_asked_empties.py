# mistake: Your numbers are those of a torch.autograd.grad that empties x.grad.
# why: torch.autograd.grad believed to take the sum away
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
            total = torch.zeros_like(x)
        elif step == "zero":
            total = torch.zeros_like(x)
    return total
