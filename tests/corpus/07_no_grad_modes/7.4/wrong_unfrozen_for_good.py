# mistake: none
# why: the flag is taken off for the steps, and never set again
def mended_history(w, steps):
    w.requires_grad_(False)
    history = []
    for step in steps:
        history.append(w.clone())
        w += step
    return torch.stack(history)
