# mistake: clamp_kills_gradient
# why: nan swept under the carpet
def mended_prices(z, y):
    loss, slope = buggy_prices(z, y)
    return torch.nan_to_num(loss), torch.nan_to_num(slope)
