# why: the gradient as a matrix product, without autograd, in double precision
def walk_downhill(x, r, lr, steps):
    bend = torch.tensor([[2.0, 1.0], [1.0, 4.0]], dtype=torch.float64)
    here = torch.stack([x, r]).double()
    path = [here]
    for _ in range(steps):
        here = here - lr.double() * (bend @ here)
        path.append(here)
    return torch.stack(path).to(x.dtype)
