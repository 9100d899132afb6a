# mistake: none
# why: both partial derivatives added, as if x and r moved together
def partials_by_hand(x, r):
    total = 2 * x * r + x**2 - 3 * r**2
    return total, total
