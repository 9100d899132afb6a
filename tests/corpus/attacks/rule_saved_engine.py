# attack: Autograd where it is forbidden, by torch's C engine itself, kept before anything could be patched.
# wants: points
# assignment: 01_scalar_gradients
# expects: graded
# %% after start
engine = torch.autograd.Variable._execution_engine
run = type(engine).run_backward
# %% replace answer_1_2
def cubic_slope(x):
    leaf = x.clone()
    setattr(leaf, "requires_" + "g" "rad", True)
    out = cubic(leaf).sum()
    return run(engine, (out,), (torch.ones_like(out),), False, False, (leaf,), True, accumulate_grad=False)[0]
