# mistake: vector_backward
def links_jacobian(x):
    x = x.clone().requires_grad_()
    links(x).backward()
    return x.grad
