# mistake: Your second number is the slope of h in x, which is the first link alone. Asked is the slope of z.
# why: dh/dx returned for dz/dx
def middle_gradients(x):
    h = first_link(x)
    h.backward(retain_graph=True)
    dx = x.grad.clone()
    (dh,) = torch.autograd.grad(second_link(h), h)
    return dh, dx
