# mistake: no_grad_without_call
def mended_history(w, steps):
    history = []
    for step in steps:
        history.append(w.detach().clone())
        with torch.no_grad:
            w += step
    return torch.stack(history)
