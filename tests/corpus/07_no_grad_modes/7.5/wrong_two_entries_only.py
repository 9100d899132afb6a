# mistake: none
# why: written out for two entries; longer vectors are cut short
def held_target_gradient(w, s, s_next, r):
    target = (r + 0.9 * (w[0] * s_next[0] + w[1] * s_next[1])).detach()
    guess = w[0] * s[0] + w[1] * s[1]
    return torch.autograd.grad((target - guess) ** 2, w)[0]
