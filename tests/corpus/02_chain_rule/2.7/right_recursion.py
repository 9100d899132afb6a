# why: by recursion, stops at AccumulateGrad by its variable
def walk_tower(x, floors):
    def down(node):
        if node is None or hasattr(node, "variable"):
            return []
        return [node(torch.ones(())).item()] + down(node.next_functions[0][0])
    
    found = down(tower(x, floors).grad_fn)
    return {"locals": found, "gradient": math.prod(found)}
