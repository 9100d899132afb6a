# mistake: none
def train(values, build, rate, steps):
    losses = []
    for _ in range(steps):
        for value in values:
            value.grad = 0.0
        loss = build()
        loss.backward()
        losses.append(loss.data)
        for value in values:
            value.data -= rate * value.grad / len(values)
    return losses
