# why: a recursion over pairs of link and slope
def kette(schritte, x):
    if not schritte:
        return torch.ones_like(x)
    (f, df), *rest = schritte
    return df(x) * kette(rest, f(x))
def chain_gradient(x):
    return kette([(lambda t: t * t, lambda t: 2 * t), (torch.sin, torch.cos)], x)
