# mistake: none
# why: one-hot vectors as long as the input, not as the output
def links_jacobian(x):
    x = x.clone().requires_grad_()
    y = links(x)
    return torch.stack([torch.autograd.grad(y, x, one, retain_graph=True)[0] for one in torch.eye(len(x))])
