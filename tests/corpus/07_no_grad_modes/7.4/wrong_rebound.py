# mistake: rebound_weight
def mended_history(w, steps):
    history = []
    for step in steps:
        history.append(w.detach().clone())
        with torch.no_grad():
            w = w + step
    return torch.stack(history)
