# why: each input is asked for by itself
def gradients_or_none(name, a, b, c):
    found = []
    for place in range(3):
        inputs = [a.detach(), b.detach(), c.detach()]
        inputs[place] = inputs[place].clone().requires_grad_()
        z = formula(name, *inputs)
        found.append(torch.autograd.grad(z, inputs[place])[0] if z.requires_grad else None)
    return found
