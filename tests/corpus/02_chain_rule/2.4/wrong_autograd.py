# mistake: none
# why: autograd where the exercise is by hand
def road_gradients(x, y):
    x.requires_grad_()
    y.requires_grad_()
    (x * y + x**2).sum().backward()
    return x.grad, y.grad
