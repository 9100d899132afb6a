# mistake: value_for_gradient
def log_square_gradient(x):
    return torch.log(1 + x**2)
