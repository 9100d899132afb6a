# mistake: none
# why: right in float32, and loses the precision of a float64 input
def mended_pair_gradient(x):
    pair = torch.stack([x, 2 * x]).float()
    z = pair[0] * torch.sin(pair[1])
    z.backward()
    return x.grad.float()
