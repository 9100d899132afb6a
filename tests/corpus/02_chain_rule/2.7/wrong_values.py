# mistake: value_for_gradient
# why: the values of the floors, where their slopes are asked
def walk_tower(x, floors):
    heights, h = [], x.detach()
    for floor in range(floors):
        h = (torch.sin, torch.exp, torch.atan)[floor % 3](h)
        heights.insert(0, h.item())
    return {"locals": heights, "gradient": math.prod(heights)}
