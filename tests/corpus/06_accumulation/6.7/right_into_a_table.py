# why: values written into a tensor made beforehand
def micro_batch_ledger(w, x, y, size):
    leaf = torch.nn.Parameter(w.clone())
    pieces = list(zip(torch.split(x, size), torch.split(y, size)))
    table = torch.empty(len(pieces), dtype=w.dtype)
    for k, (xs, ys) in enumerate(pieces):
        (mean_loss(leaf, xs, ys) * (len(xs) / len(x))).backward()
        table[k] = leaf.grad
    return table
