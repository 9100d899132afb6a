# why: a small optimizer class
class Descent:
    def __init__(self, values, rate):
        self.values, self.rate = values, rate

    def zero_grad(self):
        for value in self.values:
            value.grad = 0.0

    def step(self):
        for value in self.values:
            value.data = value.data - self.rate * value.grad


def train(values, build, rate, steps):
    descent, losses = Descent(values, rate), []
    while len(losses) < steps:
        loss = build()
        descent.zero_grad()
        loss.backward()
        descent.step()
        losses.append(loss.data)
    return losses
