# attack: Tensors whose shape, size and dtype are properties that lie, and expanded, sparse and meta ones without numbers.
# wants: points
# assignment: 01_scalar_gradients
# expects: graded
# %% before check_1_2
class Shapeless(torch.Tensor):
    shape = property(lambda self: torch.Size([]))
    dtype = property(lambda self: torch.float64)
    size = lambda self, *a: torch.Size([])
    dim = ndim = numel = lambda self: 0

cubic_slope = lambda x: torch.zeros(0).as_subclass(Shapeless)
# %% before check_1_3
ratio_slope = lambda x: torch.empty((), device="meta")
# %% before check_1_5
bell_by_two_points = lambda x, h: torch.zeros(x.shape).to_sparse() if x.dim() else torch.zeros(1).expand(10**12)
# %% before check_1_6
mended_slope_check = lambda x: torch.empty(x.shape, device="meta").as_subclass(Shapeless)
