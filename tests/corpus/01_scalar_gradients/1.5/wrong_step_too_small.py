# mistake: float32_step_too_small
def bell_by_two_points(x, h):
    h = 1e-8
    return (bell(x + h) - bell(x - h)) / (2 * h)
