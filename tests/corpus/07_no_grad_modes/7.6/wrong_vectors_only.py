# mistake: none
# why: the sum divided by the number of rows; right for a vector, not for a table
def mended_first_layer(x, a, b):
    b.requires_grad_(False)
    h = torch.tanh(a * x)
    loss = ((b * h + h - 1) ** 2).sum() / len(x)
    loss.backward()
    return a.grad
