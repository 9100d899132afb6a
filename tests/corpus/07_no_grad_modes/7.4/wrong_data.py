# mistake: detach_shares_storage
def mended_history(w, steps):
    old = []
    for i in range(len(steps)):
        old.append(w.data)
        w.data += steps[i]
    return torch.stack(old)
