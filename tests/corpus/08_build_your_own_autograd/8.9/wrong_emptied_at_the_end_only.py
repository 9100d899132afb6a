# mistake: Zeroing after the step is too late for the first one: the values had been used before.
def train(values, build, rate, steps):
    losses = []
    for _ in range(steps):
        loss = build()
        loss.backward()
        losses.append(loss.data)
        for value in values:
            value.data -= rate * value.grad
        for value in values:
            value.grad = 0.0
    return losses
