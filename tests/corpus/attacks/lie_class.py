# attack: Objects claim by __class__ to be tensors, dicts and bools, and equal everything.
# wants: points
# assignment: 01_scalar_gradients
# expects: graded
# %% before check_1_1
def posing(kind):
    class Poser:
        __class__ = kind
        shape, dtype, requires_grad, is_leaf, grad_fn, grad = torch.Size([]), torch.float32, False, True, None, None
        def __eq__(self, other): return True
        def __le__(self, other): return torch.tensor(True)
        def __getattr__(self, name): return lambda *a, **k: self
        def __sub__(self, other): return torch.zeros(())
        def __getitem__(self, key): return 8
        def __iter__(self): return iter(["value_at_two"])
        def __bool__(self): return True
    return Poser()

# %% answers
def NAME(*args):
    return posing({0: dict, 1: torch.Tensor, 2: bool}[len(args)])
