# why: the quarter turn is a product with i
def level_heading(x, r):
    g = torch.func.grad(lambda p: dale(p[0], p[1]))(torch.stack([x, r]))
    w = torch.view_as_real(torch.complex(g[0], g[1]) * 1j)
    return w / torch.linalg.vector_norm(w)
