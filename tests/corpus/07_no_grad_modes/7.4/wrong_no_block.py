# mistake: inplace_on_leaf
def mended_history(w, steps):
    history = []
    for step in steps:
        history.append(w.detach().clone())
        w += step
    return torch.stack(history)
