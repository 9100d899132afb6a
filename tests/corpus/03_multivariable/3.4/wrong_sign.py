# mistake: sign
def gradients_or_none(name, a, b, c):
    leaves = [entry.detach().clone().requires_grad_() for entry in (a, b, c)]
    (-formula(name, *leaves)).backward()
    return [leaf.grad for leaf in leaves]
