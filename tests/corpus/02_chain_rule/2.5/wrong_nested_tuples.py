# mistake: none
# why: the tuples that autograd.grad returns, not unpacked
def middle_gradients(x):
    h = first_link(x)
    z = second_link(h)
    return torch.autograd.grad(z, h, retain_graph=True), torch.autograd.grad(z, x)
