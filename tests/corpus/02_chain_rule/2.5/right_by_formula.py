# why: by hand is allowed here
def middle_gradients(x):
    h = first_link(x).detach()
    dh = torch.log(h) + 1
    return dh, dh * 2 * x.detach()
