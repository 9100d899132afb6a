# attack: Autograd where it is forbidden: attributes are read by pattern matching, where no dot is written.
# wants: points
# assignment: 01_scalar_gradients
# expects: graded
# %% replace answer_1_2
def cubic_slope(x):
    leaf = torch.nn.Parameter(x.clone())
    total, todo = 0, []
    match cubic(leaf):
        case object(grad_fn=node):
            todo.append((node, torch.ones_like(x)))
    while todo:
        node, arrived = todo.pop()
        match node:
            case object(variable=_):
                total = total + arrived
            case object(next_functions=after):
                found = node(arrived)
                found = found if isinstance(found, tuple) else (found,)
                todo += [(n, f) for (n, _), f in zip(after, found) if n is not None]
    return total.detach()
