# mistake: none
# why: the word None, not None
def gradients_or_none(name, a, b, c):
    leaves = [entry.detach().clone().requires_grad_() for entry in (a, b, c)]
    formula(name, *leaves).backward()
    return ['None' if leaf.grad is None else leaf.grad for leaf in leaves]
