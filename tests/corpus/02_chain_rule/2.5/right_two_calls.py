# why: two calls, the graph retained between them
def middle_gradients(x):
    h = first_link(x)
    z = second_link(h)
    (dh,) = torch.autograd.grad(z, h, retain_graph=True)
    (dx,) = torch.autograd.grad(z, x)
    return dh, dx
