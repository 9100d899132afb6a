# mistake: zero_before_backward
def micro_batch_ledger(w, x, y, size):
    w = w.detach().clone().requires_grad_()
    entries = []
    for xs, ys in zip(x.split(size), y.split(size)):
        w.grad.zero_(); (len(xs) / len(x) * mean_loss(w, xs, ys)).backward()
        entries.append(w.grad.clone())
    return torch.stack(entries)
