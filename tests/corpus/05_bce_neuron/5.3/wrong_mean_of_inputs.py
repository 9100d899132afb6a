# mistake: none
# why: mean error times mean input is not the mean of error times input
def neuron_batch_gradients(w, b, X, y):
    e = torch.sigmoid(X @ w + b) - y
    return e.mean() * X.mean(dim=0), e.mean()
