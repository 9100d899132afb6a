# mistake: The step took the place of the value, and belongs to what the value was before.
def train(values, build, rate, steps):
    losses = []
    for _ in range(steps):
        for value in values:
            value.grad = 0.0
        loss = build()
        loss.backward()
        losses.append(loss.data)
        for value in values:
            value.data = -rate * value.grad
    return losses
