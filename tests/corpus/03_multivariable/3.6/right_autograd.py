# why: autograd on one leaf
def level_heading(x, r):
    here = torch.stack([x, r]).detach().requires_grad_()
    (up,) = torch.autograd.grad(dale(*here), here)
    arrow = torch.stack([-up[1], up[0]])
    return arrow / arrow.norm()
