# mistake: none
# why: c is left out for every recipe
def gradients_or_none(name, a, b, c):
    a, b = a.detach().clone().requires_grad_(), b.detach().clone().requires_grad_()
    found = torch.autograd.grad(formula(name, a, b, c), (a, b), allow_unused=True)
    return [*found, None]
