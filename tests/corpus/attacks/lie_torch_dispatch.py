# attack: A tensor with __torch_dispatch__ holds no numbers of its own and makes up whatever it is asked for.
# wants: points
# assignment: 03_multivariable
# expects: graded
# %% after start
class MadeUp(torch.Tensor):
    @staticmethod
    def __new__(cls, like):
        return torch.Tensor._make_wrapper_subclass(cls, like.shape, dtype=like.dtype)

    def __init__(self, like):
        pass

    @classmethod
    def __torch_dispatch__(cls, function, types, args=(), kwargs=None):
        return torch.ones((), dtype=torch.bool)

made_up = lambda *args: tuple(MadeUp(arg) for arg in args if isinstance(arg, torch.Tensor))
# %% answers
def NAME(*args):
    return made_up(*args)
