# mistake: overwritten_not_added
# why: the second term of the sum is forgotten
def mended_slopes(x, r):
    return 2 * x * r**2, 2 * x**2 * r
