# attack: Autograd where it is forbidden: getattr under another name fetches the engine before it can be patched.
# wants: points
# assignment: 01_scalar_gradients
# expects: graded
# %% after start
take = getattr
engine = take(take(torch, "auto" + "grad"), "_engine_run_" + "back" + "ward")
# %% replace answer_1_2
def cubic_slope(x):
    leaf = torch.nn.Parameter(x.clone())
    out = cubic(leaf).sum()
    return engine((out,), (torch.ones_like(out),), False, False, (leaf,), True, accumulate_grad=False)[0]
