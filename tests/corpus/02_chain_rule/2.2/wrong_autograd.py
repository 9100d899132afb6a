# mistake: none
# why: autograd where the exercise is by hand
def log_square_gradient(x):
    x = x.clone().requires_grad_()
    torch.log(1 + x**2).sum().backward()
    return x.grad
