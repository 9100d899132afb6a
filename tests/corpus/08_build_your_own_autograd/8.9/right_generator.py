# why: a generator of losses
def train(values, build, rate, steps):
    def turns():
        for _ in range(steps):
            for value in values:
                value.grad = 0
            loss = build()
            noted = float(loss.data)
            loss.backward()
            for value in values:
                value.data += -rate * value.grad
            yield noted

    return list(turns())
