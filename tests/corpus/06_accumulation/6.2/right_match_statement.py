# why: match, and float64 inside
def ledger_by_hand(x, steps):
    d = x.double()
    total = torch.zeros_like(d)
    for step in steps:
        match step:
            case "cube" | "cube, graph kept":
                total = total + 3 * d.pow(2)
            case "sine":
                total = total + d.cos()
            case "zero":
                total = total * 0
    return total.to(x.dtype)
