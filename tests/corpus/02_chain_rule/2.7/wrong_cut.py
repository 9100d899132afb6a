# mistake: The walk met no operation: the tensor that it starts from has no grad_fn.
# why: built the tower on a copy of the number in x
def walk_tower(x, floors):
    locals_, gradient = [], 1.0
    node = tower(torch.tensor(x.item()), floors).grad_fn
    while node is not None and node.next_functions:
        local = node(torch.tensor(1.0)).item()
        locals_.append(local)
        gradient *= local
        node = node.next_functions[0][0]
    return {"locals": locals_, "gradient": gradient}
