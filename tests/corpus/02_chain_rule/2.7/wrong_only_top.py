# mistake: none
# why: the slope of the top floor for every floor
def walk_tower(x, floors):
    node = tower(x, floors).grad_fn
    local = node(torch.tensor(1.0)).item()
    return {"locals": [local] * floors, "gradient": local**floors}
