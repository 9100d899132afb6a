# mistake: This is the slope of (sin x)². Here the square comes first, and the sine is around it.
# why: differentiated sin(x)²
def chain_gradient(x):
    return 2 * torch.sin(x) * torch.cos(x)
