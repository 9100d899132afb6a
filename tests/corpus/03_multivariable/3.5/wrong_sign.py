# mistake: sign
def mended_slopes(x, r):
    along_r, along_x = buggy_slopes(x, r)
    return -along_x, -along_r
