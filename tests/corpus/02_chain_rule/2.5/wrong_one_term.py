# mistake: none
# why: by hand, with one term of the product rule
def middle_gradients(x):
    h = first_link(x).detach()
    dh = torch.log(h)
    return dh, dh * 2 * x.detach()
