# mistake: none
# why: fails when one micro-batch holds everything
def micro_batch_ledger(w, x, y, size):
    w = w.detach().clone().requires_grad_()
    entries = []
    if size > len(x): return torch.stack([])
    for xs, ys in zip(x.split(size), y.split(size)):
        (len(xs) / len(x) * mean_loss(w, xs, ys)).backward()
        entries.append(w.grad.clone())
    return torch.stack(entries)
