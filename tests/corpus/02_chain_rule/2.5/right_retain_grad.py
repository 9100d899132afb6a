# why: h keeps its gradient
def middle_gradients(x):
    h = first_link(x)
    h.retain_grad()
    second_link(h).backward()
    return h.grad, x.grad
