# mistake: none
# why: autograd in an exercise by hand
def held_square_gradient(x):
    x = x.detach().requires_grad_()
    ((x**2).detach() * torch.sin(x)).sum().backward()
    return x.grad
