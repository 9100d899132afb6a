# mistake: unused_input
# why: zeros in place of None
def gradients_or_none(name, a, b, c):
    leaves = [entry.detach().clone().requires_grad_() for entry in (a, b, c)]
    return list(torch.autograd.grad(formula(name, *leaves), leaves, materialize_grads=True))
