# why: the formulas, recipe by recipe
def gradients_or_none(name, a, b, c):
    if name == "swing":
        return [torch.sin(b), a * torch.cos(b), None]
    if name == "dough":
        return [2 * a * c, None, a**2 + 3 * c**2]
    return [None, -2 * b * torch.exp(-(b**2)), torch.tensor(1.0)]
