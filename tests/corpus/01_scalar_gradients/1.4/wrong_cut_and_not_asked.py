# mistake: backward_without_graph
# why: detach() made a leaf, and nobody asked it for a record
def mended_small_weight(number):
    w = (torch.tensor(number, requires_grad=True) * 0.01).detach()
    y = (w - 1) ** 2
    y.backward()
    return w.grad
