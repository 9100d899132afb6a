# why: the walk as a while loop
def walk_tower(x, floors):
    locals_, gradient = [], 1.0
    node = tower(x, floors).grad_fn
    while node is not None and node.next_functions:
        local = float(node(torch.tensor(1.0)))
        locals_.append(local)
        gradient *= local
        node = node.next_functions[0][0]
    return {"locals": locals_, "gradient": gradient}
