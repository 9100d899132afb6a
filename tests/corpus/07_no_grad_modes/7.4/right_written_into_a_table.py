# why: writing a row into a table copies the numbers, so no clone is needed
def mended_history(w, steps):
    history = torch.empty_like(steps)
    with torch.no_grad():
        for i, step in enumerate(steps):
            history[i] = w
            w += step
    return history
