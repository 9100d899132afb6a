# mistake: The loss was built once for all steps, and a graph belongs to the numbers that it was built on.
# why: the graph of the first step for all of them
def train(values, build, rate, steps):
    losses = []
    loss = build()
    for _ in range(steps):
        for value in values:
            value.grad = 0.0
        loss.backward()
        losses.append(loss.data)
        for value in values:
            value.data -= rate * value.grad
    return losses
