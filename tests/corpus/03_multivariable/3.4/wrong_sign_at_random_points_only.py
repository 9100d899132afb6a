# mistake: none
# why: right wherever a gradient is 0, wrong elsewhere: the absolute value of each
def gradients_or_none(name, a, b, c):
    leaves = [entry.detach().clone().requires_grad_() for entry in (a, b, c)]
    formula(name, *leaves).backward()
    return [None if leaf.grad is None else leaf.grad.abs() for leaf in leaves]
