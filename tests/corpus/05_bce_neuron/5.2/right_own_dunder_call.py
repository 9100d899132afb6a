# why: __call__ = forward
class Neuron:
    def __init__(self, w, b):
        self.w, self.b = w, b
    def forward(self, x):
        return torch.sigmoid(self.w * x + self.b)
    __call__ = forward
def neuron_gradients(w, b, x, y):
    e = Neuron(w, b)(x) - y
    return e * x, e
