# mistake: vector_for_jacobian
def links_jacobian(x):
    x = x.clone().requires_grad_()
    y = links(x)
    y.backward(gradient=torch.ones_like(y))
    return x.grad
