# mistake: graph_cut_by_numbers
def ratio_slope(x):
    x = float(x)
    y = ratio(x)
    y.backward()
    return x.grad
