# mistake: none
# why: a detour over Python lists: the dtype float64 is lost on the way
def mean_sine_gradient(x):
    leaf = torch.tensor(x.tolist(), requires_grad=True)
    torch.sin(leaf).mean().backward()
    return leaf.grad
