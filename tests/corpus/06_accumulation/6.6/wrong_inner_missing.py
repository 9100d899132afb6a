# mistake: inner_derivative_missing
# why: the derivative of tanh left out
def carried_gradient(w, h, x):
    total = torch.zeros_like(w)
    for entry in x:
        new = torch.tanh(w * h + entry)
        total = total + 2 * new * h
        h = new
    return total
