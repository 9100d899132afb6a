# mistake: none
# why: the number of the card, typed in
def ratio_slope(x):
    return torch.tensor(1.12)
