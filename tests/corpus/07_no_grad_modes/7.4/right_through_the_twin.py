# why: the steps through a detached twin, on purpose
def mended_history(w, steps):
    twin = w.detach()
    rows = []
    for step in steps:
        rows.append(twin.clone())
        twin += step
    return torch.stack(rows)
