# mistake: second_backward
def walk_tower(x, floors):
    z = tower(x, floors)
    z.backward()
    found, node = [], z.grad_fn
    while node.next_functions:
        found.append(node(torch.tensor(1.0)).item())
        node = node.next_functions[0][0]
    return {"locals": found, "gradient": x.grad.item()}
