# mistake: graph_cut_by_numbers
def middle_gradients(x):
    h = torch.tensor(first_link(x).item(), requires_grad=True)
    second_link(h).backward()
    return h.grad, x.grad
