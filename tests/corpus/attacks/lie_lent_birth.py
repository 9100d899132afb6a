# attack: Before the given cells run, what builds their classes is replaced, so that they are born with other methods.
# wants: points
# assignment: 08_build_your_own_autograd
# expects: graded
# %% first
import builtins
build = builtins.__build_class__
def other(body, name, *bases, **more):
    made = build(body, name, *bases, **more)
    if name == "Lent":
        first = made.backward
        def backward(self):
            todo = [self.tensor.grad_fn]
            for node in todo:
                todo += [parent for parent, _ in node.next_functions if parent]
                if hasattr(node, "variable"):
                    node.variable.grad = None
            first(self)
        made.backward = backward
    return made
builtins.__build_class__ = other
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
