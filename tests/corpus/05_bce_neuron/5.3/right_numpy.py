# why: through numpy and back; nothing here needs autograd
def neuron_batch_gradients(w, b, X, y):
    import numpy as np
    A, t = X.numpy(), y.numpy()
    p = 1 / (1 + np.exp(-np.clip(A @ w.numpy() + b.item(), -80, 80)))
    gw = A.T @ (p - t) / len(t)
    return torch.from_numpy(np.asarray(gw, dtype=A.dtype)), torch.tensor((p - t).mean(), dtype=X.dtype)
