# mistake: none
# why: right numbers, but autograd in a by-hand exercise
def partials_by_hand(x, r):
    x = x.detach().clone().requires_grad_()
    r = r.detach().clone().requires_grad_()
    return torch.autograd.grad((x**2 * r - r**3).sum(), (x, r))
