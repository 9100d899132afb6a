# mistake: none
# why: clone() without detach(): the history hangs on the graph and requires grad
def mended_history(w, steps):
    history = []
    for step in steps:
        history.append(w.clone())
        with torch.no_grad():
            w += step
    return torch.stack(history)
