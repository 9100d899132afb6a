# mistake: sign
def mean_sine_gradient(x):
    return -torch.cos(x) / x.numel()
