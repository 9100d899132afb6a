# mistake: inner_derivative_missing
def middle_gradients(x):
    h = first_link(x)
    (dh,) = torch.autograd.grad(second_link(h), h)
    return dh, dh
