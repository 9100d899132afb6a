# mistake: backward_without_graph
# why: asked after y was computed: nothing was recorded
def ratio_slope(x):
    y = ratio(x)
    x.requires_grad_()
    y.backward()
    return x.grad
