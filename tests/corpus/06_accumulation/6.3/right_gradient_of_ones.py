# why: backward with gradient= and a detached copy
def clean_slope(x):
    mine = used_leaf(x).detach().requires_grad_()
    z = mine * torch.sin(mine)
    z.backward(gradient=torch.ones_like(z))
    return mine.grad
