# why: a list, and torch functions
def partials_by_hand(x, r):
    return [torch.mul(x, r) * 2, x.square() - r.square().mul(3)]
