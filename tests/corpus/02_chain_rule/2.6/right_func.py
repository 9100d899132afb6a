# why: torch.func.grad
def mended_pair_gradient(x):
    def z(v):
        pair = torch.stack([v, 2 * v])
        return pair[0] * torch.sin(pair[1])
    
    return torch.func.grad(z)(x.detach())
