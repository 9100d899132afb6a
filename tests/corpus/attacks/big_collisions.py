# attack: Dicts and sets whose keys all have the same hash, which costs whoever rebuilds them quadratic time.
# wants: stop
# assignment: 01_scalar_gradients
# expects: graded
# %% replace answer_1_1
def predicted_scalars():
    collide = 2**61 - 1
    return {k * collide: 0 for k in range(12_000)}
# %% replace answer_1_2
many = None

def cubic_slope(x):
    global many
    many = many or {(2**61 - 1) * k for k in range(12_000)}
    return [many, set(many), frozenset(many)]
