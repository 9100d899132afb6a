# why: softplus, and torch.func.grad under vmap
def mended_prices(z, y):
    one = lambda s, t: torch.nn.functional.softplus(s) - t * s
    return one(z, y), torch.func.vmap(torch.func.grad(one))(z, y)
