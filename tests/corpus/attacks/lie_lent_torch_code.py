# attack: The code of torch's own Tensor.backward is changed in place, its name untouched.
# wants: points
# assignment: 08_build_your_own_autograd
# expects: graded
# %% after program_8_7
import torch
first = torch.Tensor.backward
def backward(self, *rest, **more):
    todo = [self.grad_fn]
    for node in todo:
        todo += [parent for parent, _ in node.next_functions if parent]
        if hasattr(node, "variable"):
            node.variable.grad = None
    return first(self, *rest, **more)
def again(*_):
    torch.Tensor.backward = backward
import types
kept = types.FunctionType(first.__code__, first.__globals__, "kept", first.__defaults__)
first.__globals__["emptying"] = backward
first = kept
torch.Tensor.backward.__code__ = (lambda self, *rest, **more: emptying(self, *rest, **more)).__code__
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
