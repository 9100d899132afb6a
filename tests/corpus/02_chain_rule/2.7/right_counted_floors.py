# why: the loop counts floors, and asks for no end
def walk_tower(x, floors):
    node, out = tower(x, floors).grad_fn, []
    for _ in range(floors):
        out += [node(torch.tensor(1.0)).item()]
        node = node.next_functions[0][0]
    return {"locals": out, "gradient": float(torch.tensor(out, dtype=torch.float64).prod())}
