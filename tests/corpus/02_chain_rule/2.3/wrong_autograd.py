# mistake: none
# why: autograd where the exercise is by hand
def chain_gradient(x):
    x = x.clone().requires_grad_()
    return torch.autograd.grad(torch.sin(x**2).sum(), x)[0]
