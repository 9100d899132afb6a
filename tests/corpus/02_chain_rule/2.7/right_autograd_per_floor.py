# why: each floor a leaf of its own
def walk_tower(x, floors):
    found, h = [], x.detach()
    for floor in range(floors):
        low = h.clone().requires_grad_()
        high = (torch.sin, torch.exp, torch.atan)[floor % 3](low)
        high.backward()
        found.insert(0, low.grad.item())
        h = high.detach()
    total = 1.0
    for local in found:
        total = total * local
    return {"locals": found, "gradient": total}
