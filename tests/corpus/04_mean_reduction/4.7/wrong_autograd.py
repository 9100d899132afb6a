# mistake: none
# why: autograd, where the exercise asks for the formula
def deviation_pullback(x, v):
    x = x.clone().requires_grad_()
    ((x - x.mean()) ** 2).backward(gradient=v)
    return x.grad
