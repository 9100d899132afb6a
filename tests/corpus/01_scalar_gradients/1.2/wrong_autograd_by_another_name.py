# mistake: none
# why: torch.func is autograd too
from torch.func import vmap, grad as slope_of

def cubic_slope(x):
    return vmap(slope_of(cubic))(x.flatten()).reshape(x.shape)
