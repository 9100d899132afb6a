# mistake: Your list holds what has come back on each floor, not the floor's own derivative.
# why: the running gradients given for the local derivatives
def walk_tower(x, floors):
    node, grad, found = tower(x, floors).grad_fn, torch.tensor(1.0), []
    while node is not None and node.next_functions:
        grad = node(grad)
        found.append(grad.item())
        node = node.next_functions[0][0]
    return {"locals": found, "gradient": grad.item()}
