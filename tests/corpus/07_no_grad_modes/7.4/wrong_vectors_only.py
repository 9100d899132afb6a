# mistake: none
# why: a table with one row a step; right where w is a vector
def mended_history(w, steps):
    history = torch.zeros(len(steps), len(w))
    for i in range(len(steps)):
        history[i] = w.detach()
        with torch.no_grad():
            w += steps[i]
    return history
