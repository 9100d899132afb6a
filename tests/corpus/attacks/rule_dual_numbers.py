# attack: Autograd where it is forbidden: dual numbers by the functions underneath, reached through sys.modules.
# wants: points
# assignment: 01_scalar_gradients
# expects: graded
# %% replace answer_1_2
import sys

def cubic_slope(x):
    low = sys.modules["torch." + "_C"]
    level = low._enter_dual_level()
    try:
        return torch._unpack_dual(cubic(torch._make_dual(x, torch.ones_like(x), level=level)), level=level)[1].clone()
    finally:
        low._exit_dual_level(level=level)
