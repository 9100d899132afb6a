# why: torch.func.grad
def mean_sine_gradient(x):
    return torch.func.grad(lambda z: z.sin().mean())(x)
