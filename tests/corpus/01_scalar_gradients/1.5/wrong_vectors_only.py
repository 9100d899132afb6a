# mistake: none
# why: float(v) works for the elements of a vector, and not for the rows of a matrix
def bell_by_two_points(x, h):
    if x.dim() == 0:
        return (bell(x + h) - bell(x - h)) / (2 * h)
    slopes = []
    for v in x:
        slopes.append(float((bell(v + h) - bell(v - h)) / (2 * h)))
    return torch.tensor(slopes)
