# mistake: none
# why: torch does the work
def local_rule(operation, a, b=None):
    a = torch.tensor(a, dtype=torch.float64, requires_grad=True)
    value = {"exp": torch.exp, "log": torch.log, "relu": torch.relu, "sigmoid": torch.sigmoid}.get(operation)
    if value is not None:
        value(a).backward()
        return value(a).item(), (a.grad.item(),)
    return {"add": (a.item() + (b or 0), (1.0, 1.0)), "mul": (a.item() * (b or 0), (b, a.item()))}.get(
        operation, (a.item() ** (b or 1), ((b or 1) * a.item() ** ((b or 1) - 1),))
    )
