# why: emptied once before the loop, and after every step
def train(values, build, rate, steps):
    losses = []
    for value in values:
        value.grad = 0.0
    for _ in range(steps):
        loss = build()
        loss.backward()
        losses.append(loss.data)
        for value in values:
            value.data -= rate * value.grad
        for value in values:
            value.grad = 0.0
    return losses
