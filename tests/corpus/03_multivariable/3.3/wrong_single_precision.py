# mistake: none
# why: .item() into a new tensor makes float32 of float64
def ridge_gradient(x, r):
    a = torch.tensor(x.item(), requires_grad=True)
    b = torch.tensor(r.item(), requires_grad=True)
    ridge(a, b).backward()
    return a.grad, b.grad
