# mistake: none
# why: adds along a path, where local derivatives multiply
def walk_tower(x, floors):
    locals_, gradient = [], 0.0
    node = tower(x, floors).grad_fn
    while node is not None and node.next_functions:
        local = node(torch.tensor(1.0)).item()
        locals_.append(local)
        gradient += local
        node = node.next_functions[0][0]
    return {"locals": locals_, "gradient": gradient}
