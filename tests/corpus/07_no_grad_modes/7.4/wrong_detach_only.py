# mistake: detach_shares_storage
def mended_history(w, steps):
    rows = []
    for s in steps:
        before = w.detach()
        with torch.no_grad():
            w += s
        rows.append(before)
    return torch.stack(rows)
