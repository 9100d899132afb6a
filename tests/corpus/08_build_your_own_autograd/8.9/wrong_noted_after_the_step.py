# mistake: The losses were noted after the steps. Noted is the loss of before each step.
def train(values, build, rate, steps):
    losses = []
    for _ in range(steps):
        for value in values:
            value.grad = 0.0
        loss = build()
        loss.backward()
        for value in values:
            value.data -= rate * value.grad
        losses.append(build().data)
    return losses
