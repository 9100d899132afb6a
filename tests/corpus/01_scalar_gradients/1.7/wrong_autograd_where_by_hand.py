# mistake: none
# why: autograd, where two points are asked for
def slope_is_believable(x, claimed):
    x = x.clone().requires_grad_()
    valley(x).backward()
    return bool(abs(claimed - x.grad) < 0.02 * abs(x.grad))
