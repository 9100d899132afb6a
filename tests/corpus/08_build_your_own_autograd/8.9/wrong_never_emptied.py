# mistake: accumulated
def train(values, build, rate, steps):
    losses = []
    for _ in range(steps):
        loss = build()
        loss.backward()
        losses.append(loss.data)
        for value in values:
            value.data -= rate * value.grad
    return losses
