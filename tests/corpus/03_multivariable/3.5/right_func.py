# why: torch.func
def mended_slopes(x, r):
    return torch.func.grad(lambda x, r: x**2 * r**2 + x * r, argnums=(0, 1))(x, r)
