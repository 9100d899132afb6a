# mistake: microbatch_not_divided + grad_alias
def micro_batch_ledger(w, x, y, size):
    w = w.detach().clone().requires_grad_()
    entries = []
    for xs, ys in zip(x.split(size), y.split(size)):
        mean_loss(w, xs, ys).backward()
        entries.append(w.grad)
    return torch.stack(entries)
