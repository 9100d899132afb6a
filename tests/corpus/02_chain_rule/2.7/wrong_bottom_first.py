# mistake: Your list begins at the ground floor; the walk begins at the top.
def walk_tower(x, floors):
    locals_, gradient = [], 1.0
    node = tower(x, floors).grad_fn
    while node is not None and node.next_functions:
        local = node(torch.tensor(1.0)).item()
        locals_.insert(0, local)
        gradient *= local
        node = node.next_functions[0][0]
    return {"locals": locals_, "gradient": gradient}
