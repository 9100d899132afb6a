# mistake: accumulated
def links_jacobian(x):
    x = x.clone().requires_grad_()
    rows = []
    for i in range(len(x) - 1):
        links(x)[i].backward()
        rows.append(x.grad.clone())
    return torch.stack(rows)
