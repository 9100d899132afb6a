# mistake: The values have not moved: nothing was in .grad when the step came, or others than the caller's moved.
# why: the caller's values stay
def train(values, build, rate, steps):
    losses = []
    for _ in range(steps):
        for value in values:
            value.grad = 0.0
        loss = build()
        loss.backward()
        losses.append(loss.data)
        for value in values:
            value = Lent(value.data - rate * value.grad)
    return losses
