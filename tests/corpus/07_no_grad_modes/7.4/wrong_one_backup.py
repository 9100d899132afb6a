# mistake: All your rows are the weight as it was at the start.
# why: one backup, made once, before the loop
def mended_history(w, steps):
    backup = w.detach().clone()
    history = []
    for step in steps:
        with torch.no_grad():
            w += step
        history.append(backup)
    return torch.stack(history)
