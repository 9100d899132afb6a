# mistake: none
# why: casts to float32, so it is wrong in double precision only
def partials_by_hand(x, r):
    x, r = x.float(), r.float()
    return 2 * x * r, x**2 - 3 * r**2
