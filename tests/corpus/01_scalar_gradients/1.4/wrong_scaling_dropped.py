# mistake: The factor 0.01 is lost: this is the gradient at w = number.
# why: the 0.01 is gone: a leaf, but at another place
def mended_small_weight(number):
    w = torch.tensor(number, requires_grad=True)
    y = (w - 1) ** 2
    y.backward()
    return w.grad
