# mistake: none
# why: backward() writes into .grad and returns None
def ratio_slope(x):
    x.requires_grad_()
    return ratio(x).backward()
