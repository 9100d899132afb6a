# mistake: Each backward is that of the whole batch.
# why: the pieces are cut and not used
def micro_batch_ledger(w, x, y, size):
    w = w.detach().clone().requires_grad_()
    entries = []
    for xs, ys in zip(x.split(size), y.split(size)):
        mean_loss(w, x, y).backward()
        entries.append(w.grad.clone())
    return torch.stack(entries)
