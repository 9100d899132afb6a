# why: the attribute instead of the method
def mended_first_layer(x, a, b):
    b.requires_grad = False
    h = (a * x).tanh()
    loss = torch.nn.functional.mse_loss((b + 1) * h, torch.ones_like(h))
    loss.backward()
    return a.grad
