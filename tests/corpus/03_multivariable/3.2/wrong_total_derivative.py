# mistake: Both variables move in yours, and their slopes are added. In each answer one moves, and the other stands still.
# why: both partial derivatives added, as if x and r moved together
def partials_by_hand(x, r):
    total = 2 * x * r + x**2 - 3 * r**2
    return total, total
