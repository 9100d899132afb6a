# mistake: The slope in x stands in both places; the first is for the slope in h.
# why: the gradient of x for both
def middle_gradients(x):
    second_link(first_link(x)).backward()
    return x.grad, x.grad
