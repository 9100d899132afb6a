# mistake: swapped
# why: exchanges the inputs and hands back the same two numbers in the same order
def mended_slopes(x, r):
    return buggy_slopes(r, x)[::-1]
