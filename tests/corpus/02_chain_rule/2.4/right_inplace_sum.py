# why: adds as a backward pass does
def road_gradients(x, y):
    dx = torch.zeros_like(x)
    dy = torch.zeros_like(y)
    dx += y
    dy += x
    dx += 2 * x
    return dx, dy
