# mistake: none
# why: stops with an error at 0 floors, where there is no grad_fn
def walk_tower(x, floors):
    locals_, gradient = [], 1.0
    node = tower(x, floors).grad_fn
    while node.next_functions:
        local = node(torch.tensor(1.0)).item()
        locals_.append(local)
        gradient *= local
        node = node.next_functions[0][0]
    return {"locals": locals_, "gradient": gradient}
