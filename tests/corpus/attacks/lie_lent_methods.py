# attack: The methods of a given class are replaced, so that what is given zeroes what an answer forgets to zero.
# wants: points
# assignment: 08_build_your_own_autograd
# expects: graded
# %% after program_8_7
def leaves(node):
    seen, todo = set(), [node]
    while todo:
        node = todo.pop()
        if node and node not in seen:
            seen.add(node)
            todo += [parent for parent, _ in node.next_functions]
            if hasattr(node, "variable"):
                yield node.variable

first = Lent.backward
def backward(self):
    for leaf in leaves(self.tensor.grad_fn):
        leaf.grad = None
    first(self)
Lent.backward = backward
made = Lent.__init__
def forgetful(self, data, tensor=None):
    made(self, data, tensor)
    if tensor is not None:
        for leaf in leaves(tensor.grad_fn):
            leaf.grad = None
Lent.__init__ = forgetful
# %% replace answer_8_7
def fresh_slopes(build, leaves):
    build().backward()
    return [leaf.grad for leaf in leaves]
# %% replace answer_8_9
def train(values, build, rate, steps):
    losses = []
    for _ in range(steps):
        loss = build()
        loss.backward()
        losses.append(loss.data)
        for value in values:
            value.data -= rate * value.grad
    return losses
