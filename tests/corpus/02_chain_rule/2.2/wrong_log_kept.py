# mistake: The outer link is not differentiated: there is still its value where its slope belongs.
# why: the outer function not differentiated
def log_square_gradient(x):
    return 2 * x * torch.log(1 + x**2)
