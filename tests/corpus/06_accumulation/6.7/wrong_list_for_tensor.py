# mistake: python_float
# why: a list of numbers, not a tensor
def micro_batch_ledger(w, x, y, size):
    w = w.detach().clone().requires_grad_()
    entries = []
    for xs, ys in zip(x.split(size), y.split(size)):
        (len(xs) / len(x) * mean_loss(w, xs, ys)).backward()
        entries.append(w.grad.item())
    return entries
