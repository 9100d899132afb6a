# mistake: grad_alias
def links_jacobian(x):
    x = x.clone().requires_grad_()
    rows = []
    for i in range(len(x) - 1):
        if x.grad is not None:
            x.grad.zero_()
        links(x)[i].backward()
        rows.append(x.grad)
    return torch.stack(rows)
