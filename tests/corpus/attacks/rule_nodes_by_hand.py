# attack: Autograd where it is forbidden: the recorded graph is walked node by node, without the engine.
# wants: points
# assignment: 01_scalar_gradients
# expects: graded
# %% replace answer_1_2
def cubic_slope(x):
    leaf = x.clone()
    setattr(leaf, "requires_" + "g" "rad", True)
    out, total = cubic(leaf), 0
    todo = [(getattr(out, "g" "rad_fn"), torch.ones_like(out))]
    while todo:
        node, arrived = todo.pop()
        if not node.next_functions:
            total = total + arrived
            continue
        found = node(arrived)
        found = found if isinstance(found, tuple) else (found,)
        todo += [(after, f) for (after, _), f in zip(node.next_functions, found) if after is not None]
    return total.detach()
