# why: asks for the gradient of an intermediate by name
def mended_small_weight(number):
    w = torch.tensor(number, requires_grad=True) * 0.01
    return torch.autograd.grad((w - 1) ** 2, w)[0]
