# mistake: none
# why: calls AccumulateGrad, which returns nothing
def walk_tower(x, floors):
    locals_, gradient = [], 1.0
    node = tower(x, floors).grad_fn
    while node is not None:
        local = node(torch.tensor(1.0)).item()
        locals_.append(local)
        gradient *= local
        node = node.next_functions[0][0] if node.next_functions else None
    return {"locals": locals_, "gradient": gradient}
