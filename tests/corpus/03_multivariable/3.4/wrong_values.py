# mistake: You return the inputs themselves where their gradients belong.
# why: None in the right places, and inputs in place of gradients
def gradients_or_none(name, a, b, c):
    leaves = [entry.detach().clone().requires_grad_() for entry in (a, b, c)]
    formula(name, *leaves).backward()
    return [None if leaf.grad is None else leaf.detach() for leaf in leaves]
