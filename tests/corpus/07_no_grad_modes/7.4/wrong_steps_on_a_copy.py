# mistake: none
# why: the history is right, but a copy takes the steps, and the weight stays
def mended_history(w, steps):
    new = w.detach().clone()
    history = []
    for step in steps:
        history.append(new.clone())
        new += step
    return torch.stack(history)
