# mistake: clamp_saturates
# why: the buggy loss as it is
def mended_prices(z, y):
    return buggy_prices(z, y)
