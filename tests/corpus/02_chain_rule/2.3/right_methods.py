# why: other spellings, other order
def chain_gradient(x):
    return 2 * x * x.square().cos()
