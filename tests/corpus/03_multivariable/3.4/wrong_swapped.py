# mistake: swapped
# why: a and b exchanged; both have a path in the visible recipe
def gradients_or_none(name, a, b, c):
    leaves = [entry.detach().clone().requires_grad_() for entry in (a, b, c)]
    found = torch.autograd.grad(formula(name, *leaves), leaves, allow_unused=True)
    return [found[1], found[0], found[2]]
