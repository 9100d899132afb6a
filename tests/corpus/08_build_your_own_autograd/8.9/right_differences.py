# why: each step takes what the pass has added, and empties nothing
def train(values, build, rate, steps):
    losses = []
    for _ in range(steps):
        before = [value.grad for value in values]
        loss = build()
        loss.backward()
        losses.append(loss.data)
        for value, old in zip(values, before):
            value.data -= rate * (value.grad - old)
    return losses
