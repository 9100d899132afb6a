# why: the formula; nothing forbids it here
def mean_sine_gradient(x):
    return x.cos() / x.numel()
