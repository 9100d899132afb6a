# mistake: intermediate_grad
# why: the stack is no leaf, and its .grad is None
def level_heading(x, r):
    x = x.clone().requires_grad_()
    r = r.clone().requires_grad_()
    here = torch.stack([x, r])
    dale(here[0], here[1]).backward()
    arrow = torch.stack([-here.grad[1], here.grad[0]])
    return arrow / arrow.norm()
