# why: element by element
def road_gradients(x, y):
    dx = torch.empty_like(x)
    for i in range(x.numel()):
        dx.view(-1)[i] = y.flatten()[i] + 2 * x.flatten()[i]
    return dx, x
