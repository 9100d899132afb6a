# mistake: none
# why: the weight as it is at the end is a row too many
def mended_history(w, steps):
    history = [w.detach().clone()]
    for step in steps:
        with torch.no_grad():
            w += step
        history.append(w.detach().clone())
    return torch.stack(history)
