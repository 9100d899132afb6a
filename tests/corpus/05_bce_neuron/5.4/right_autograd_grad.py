# why: torch.autograd.grad leaves .grad alone, so there is nothing to clear
def neuron_step(w, b, x, y, lr):
    gw, gb = torch.autograd.grad(bce_with_logits(w * x + b, y), (w, b))
    with torch.no_grad():
        w.sub_(gw, alpha=lr)
        b.sub_(gb, alpha=lr)
