# why: the history as a running sum, without a loop
def mended_history(w, steps):
    before = w.detach() + steps.cumsum(0) - steps
    with torch.no_grad():
        w += steps.sum(0)
    return before
