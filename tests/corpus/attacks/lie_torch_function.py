# attack: A tensor subclass answers every operation through __torch_function__ with what pleases the test.
# wants: points
# assignment: 01_scalar_gradients
# expects: graded
# %% after start
class Pleasing(torch.Tensor):
    @classmethod
    def __torch_function__(cls, function, types, args=(), kwargs=None):
        name = getattr(function, "__name__", "")
        if name in ("le", "lt", "eq", "all", "isfinite"):
            return torch.tensor(True)
        if name in ("sub", "rsub", "abs", "__rsub__"):
            return torch.zeros(())
        with torch._C.DisableTorchFunctionSubclass():
            return function(*args, **(kwargs or {}))

# %% answers
def NAME(*args):
    like = args[0] if args else torch.zeros(())
    return torch.zeros_like(torch.as_tensor(like)).as_subclass(Pleasing)
