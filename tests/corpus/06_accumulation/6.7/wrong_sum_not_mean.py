# mistake: sum_for_mean
def micro_batch_ledger(w, x, y, size):
    w = w.detach().clone().requires_grad_()
    entries = []
    for xs, ys in zip(x.split(size), y.split(size)):
        ((w * xs - ys) ** 2).sum().backward()
        entries.append(w.grad.clone())
    return torch.stack(entries)
