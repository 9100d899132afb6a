# mistake: No mean was divided; and all your numbers are the last one: w.grad is a single tensor, and a list of it shows what is in it at the end.
def micro_batch_ledger(w, x, y, size):
    w = w.detach().clone().requires_grad_()
    entries = []
    for xs, ys in zip(x.split(size), y.split(size)):
        mean_loss(w, xs, ys).backward()
        entries.append(w.grad)
    return torch.stack(entries)
