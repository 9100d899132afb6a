# mistake: backward_without_graph
def mended_first_layer(x, a, b):
    with torch.no_grad():
        h = torch.tanh(a * x)
        loss = ((b * h + h - 1) ** 2).mean()
    loss.backward()
    return a.grad
