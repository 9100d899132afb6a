# mistake: none
# why: one stacked tensor where two tensors are asked for
def partials_by_hand(x, r):
    return torch.stack([2 * x * r, x**2 - 3 * r**2])
