# mistake: The shorter last micro-batch has the share of a whole one.
# why: the shorter last piece gets the share of a whole one
def micro_batch_ledger(w, x, y, size):
    w = w.detach().clone().requires_grad_()
    entries = []
    for xs, ys in zip(x.split(size), y.split(size)):
        (size / len(x) * mean_loss(w, xs, ys)).backward()
        entries.append(w.grad.clone())
    return torch.stack(entries)
