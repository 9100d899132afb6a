# attack: An engine that is not to be stopped: it catches what counts its calls, and goes on.
# wants: stop
# assignment: 08_build_your_own_autograd
# expects: graded
# %% replace answer_8_6
class Value:
    def __init__(self, data, parents=(), slopes=(), operation=""):
        self.data, self.grad = data, 0.0

    def __add__(self, other):
        return self

    __mul__ = __add__

    def backward(self):
        while True:
            try:
                while True:
                    str(1)
            except BaseException:
                pass
