# why: a loop over the elements, put back into shape
def bell_by_two_points(x, h):
    slopes = [(bell(v + h) - bell(v - h)) / (2 * h) for v in x.flatten()]
    return torch.stack(slopes).reshape(x.shape)
