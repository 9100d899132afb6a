# mistake: There is no slope in h: an intermediate has to be asked before the backward pass to keep its gradient.
# why: retain_grad() after the backward pass: None, and no warning this time
def middle_gradients(x):
    h = first_link(x)
    z = second_link(h)
    z.backward()
    h.retain_grad()
    return h.grad, x.grad
