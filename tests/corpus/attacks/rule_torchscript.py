# attack: Autograd where it is forbidden, in a TorchScript program, a string that torch's own C++ runs.
# wants: points
# assignment: 01_scalar_gradients
# expects: graded
# %% replace answer_1_2
def cubic_slope(x):
    unit = torch.jit.CompilationUnit("""
def slope(x):
    x = x.detach().clone().requires_grad_()
    y = (2 * x**3 - 5 * x + 1).sum()
    g = torch.autograd.grad([y], [x])[0]
    assert g is not None
    return g
""")
    return unit.slope(x)
