# why: element by element
def partials_by_hand(x, r):
    along_x, along_r = torch.empty_like(x), torch.empty_like(r)
    flat = zip(x.flatten(), r.flatten())
    for place, (a, b) in enumerate(flat):
        along_x.view(-1)[place] = 2 * a * b
        along_r.view(-1)[place] = a * a - 3 * b * b
    return along_x, along_r
