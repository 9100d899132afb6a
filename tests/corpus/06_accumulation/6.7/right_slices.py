# why: slices instead of split
def micro_batch_ledger(w, x, y, size):
    leaf = w.detach().clone().requires_grad_()
    n, book = len(x), []
    for start in range(0, n, size):
        xs, ys = x[start:start + size], y[start:start + size]
        loss = mean_loss(leaf, xs, ys) * xs.numel() / n
        loss.backward()
        book.append(leaf.grad.item())
    return torch.tensor(book, dtype=w.dtype)
