# mistake: second_backward
def links_jacobian(x):
    x = x.clone().requires_grad_()
    y = links(x)
    rows = []
    for one_hot in torch.eye(len(y)):
        rows.append(torch.autograd.grad(y, x, grad_outputs=one_hot)[0])
    return torch.stack(rows)
