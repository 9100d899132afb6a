# mistake: eval_for_no_grad
def mended_first_layer(x, a, b):
    layer = torch.nn.Linear(1, 1, bias=False)
    layer.weight.data.fill_(float(b))
    layer.eval()
    h = torch.tanh(a * x)
    loss = ((layer(h.unsqueeze(-1)).squeeze(-1) + h - 1) ** 2).mean()
    loss.backward()
    return a.grad
