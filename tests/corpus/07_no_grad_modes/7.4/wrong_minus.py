# mistake: sign
def mended_history(w, steps):
    rows = []
    for s in steps:
        rows.append(w.detach().clone())
        with torch.no_grad():
            w -= s
    return torch.stack(rows)
