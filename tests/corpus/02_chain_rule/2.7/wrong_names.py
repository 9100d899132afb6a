# mistake: none
# why: collected the names of the nodes
def walk_tower(x, floors):
    locals_, gradient = [], 1.0
    node = tower(x, floors).grad_fn
    while node is not None and node.next_functions:
        local = node.name()
        locals_.append(local)
        
        node = node.next_functions[0][0]
    return {"locals": locals_, "gradient": gradient}
