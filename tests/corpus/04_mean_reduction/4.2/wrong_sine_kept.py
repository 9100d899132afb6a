# mistake: none
# why: the function where its derivative belongs, with the right 1/n
def mean_sine_gradient(x):
    return torch.sin(x) / x.numel()
