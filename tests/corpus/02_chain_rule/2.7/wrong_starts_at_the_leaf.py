# mistake: The walk met no operation: the tensor that it starts from has no grad_fn.
# why: starts at x, not at the top
def walk_tower(x, floors):
    locals_, gradient = [], 1.0
    node = x.grad_fn
    while node is not None and node.next_functions:
        local = node(torch.tensor(1.0)).item()
        locals_.append(local)
        gradient *= local
        node = node.next_functions[0][0]
    return {"locals": locals_, "gradient": gradient}
