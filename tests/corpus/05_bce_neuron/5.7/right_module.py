# why: a layer of torch, with its own dtype
class Neuron(torch.nn.Module):
    def __init__(self, w, b):
        super().__init__()
        self.lin = torch.nn.Linear(len(w), 1)
        with torch.no_grad():
            self.lin.weight.copy_(w[None]); self.lin.bias.copy_(b[None])
    def forward(self, X):
        return self.lin(X).squeeze(-1)
def trained_neuron(w, b, X, y, lr, steps):
    m = Neuron(w, b)
    hist = []
    for _ in range(steps):
        m.zero_grad()
        l = bce_with_logits(m(X), y)
        l.backward()
        hist += [float(l)]
        with torch.no_grad():
            for p in m.parameters():
                p -= lr * p.grad
    return m.lin.weight.detach()[0], m.lin.bias.detach()[0], hist
