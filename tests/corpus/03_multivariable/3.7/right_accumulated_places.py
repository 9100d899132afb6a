# why: itertools.accumulate over the places
from itertools import accumulate, repeat
def walk_downhill(x, r, lr, steps):
    def step(place, _):
        leaf = place.detach().requires_grad_()
        dale(*leaf.unbind()).backward()
        return place - lr * leaf.grad
    start = torch.stack([x, r]).detach().clone()
    return torch.stack(list(accumulate(repeat(None, steps), step, initial=start)))
