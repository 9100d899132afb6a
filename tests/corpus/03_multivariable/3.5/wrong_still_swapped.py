# mistake: swapped
def mended_slopes(x, r):
    return buggy_slopes(x, r)
