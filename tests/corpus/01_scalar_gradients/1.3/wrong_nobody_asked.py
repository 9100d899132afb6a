# mistake: backward_without_graph
# why: requires_grad was never set, so y has no grad_fn
def ratio_slope(x):
    y = ratio(x)
    y.backward()
    return x.grad
