# why: a table of amounts and a sum that is reset
def ledger_by_hand(x, steps):
    amounts = {"cube": 3 * x**2, "cube, graph kept": 3 * x**2, "sine": torch.cos(x)}
    total = torch.zeros_like(x)
    for step in steps:
        total = torch.zeros_like(x) if step == "zero" else total + amounts.get(step, 0)
    return total
