# mistake: none
# why: reads the .grad of the given tensors; the graph was built on others
def gradients_or_none(name, a, b, c):
    leaves = [entry.detach().clone().requires_grad_() for entry in (a, b, c)]
    formula(name, *leaves).backward()
    return [a.grad, b.grad, c.grad]
