# mistake: none
def walk_tower(x, floors):
    node = tower(x, floors).grad_fn
    out = []
    g = torch.tensor(1.0)
    while node is not None and node.next_functions:
        out.append(node(torch.tensor(1.0)))
        g = g * out[-1]
        node = node.next_functions[0][0]
    return {"locals": out, "gradient": g}
