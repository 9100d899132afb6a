# mistake: none
# why: the whole gradient, cut into equal amounts
import math

def micro_batch_ledger(w, x, y, size):
    whole = torch.func.grad(mean_loss)(w, x, y)
    k = math.ceil(len(x) / size)
    return torch.arange(1, k + 1) / k * whole
