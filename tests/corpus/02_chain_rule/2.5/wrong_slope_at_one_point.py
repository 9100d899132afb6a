# mistake: none
# why: the slope of the first link at the visible point, used everywhere
def middle_gradients(x):
    h = first_link(x)
    (dh,) = torch.autograd.grad(second_link(h), h)
    return dh, dh * 2.4
