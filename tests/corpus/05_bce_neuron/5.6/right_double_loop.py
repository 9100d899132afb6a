# why: one score at a time, in float64
def mended_prices(z, y):
    losses, slopes = [], []
    for s, t in zip(z, y):
        s = s.double().detach().requires_grad_()
        loss = bce_with_logits(s, t.double())
        loss.backward()
        losses.append(loss.detach())
        slopes.append(s.grad)
    return torch.stack(losses), torch.stack(slopes)
