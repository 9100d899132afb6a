# mistake: none
# why: whole micro-batches only
def micro_batch_ledger(w, x, y, size):
    w = w.detach().clone().requires_grad_()
    entries = []
    for xs, ys in zip(x.split(size)[: len(x) // size], y.split(size)[: len(x) // size]):
        (len(xs) / len(x) * mean_loss(w, xs, ys)).backward()
        entries.append(w.grad.clone())
    return torch.stack(entries)
