# why: the entries are noted in float32, whatever w is
def micro_batch_ledger(w, x, y, size):
    w = w.detach().clone().requires_grad_()
    entries = []
    for start in range(0, len(x) - size + 1 if len(x) % size == 0 else len(x), size):
        xs, ys = x[start:start + size], y[start:start + size]
        (mean_loss(w, xs, ys) * min(size, len(x) - start) / len(x)).backward()
        entries.append(w.grad.float().clone())
    return torch.stack(entries)
