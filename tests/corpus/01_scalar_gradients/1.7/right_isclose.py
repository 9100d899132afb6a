# why: torch.isclose with a relative tolerance
def slope_is_believable(x, claimed):
    h = 1e-3
    slope = (valley(x + h) - valley(x - h)) / (2 * h)
    return torch.isclose(claimed, slope, rtol=0.02, atol=0).item()
