# why: 2h(1 − h²) times the old h, added up
def carried_gradient(w, h, x):
    total = 0 * w
    for entry in x:
        old, h = h, torch.tanh(w * h + entry)
        total = total + 2 * h * (1 - h**2) * old
    return total
