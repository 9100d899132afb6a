# mistake: Each number is the gradient of the mean over the examples so far.
# why: the mean over the examples seen so far: only the last number is what w.grad would hold
def micro_batch_ledger(w, x, y, size):
    w = w.detach().clone().requires_grad_()
    entries = []
    for end in range(size, len(x) + size, size):
        w.grad = None
        mean_loss(w, x[:end], y[:end]).backward()
        entries.append(w.grad)
    return torch.stack(entries)
