# mistake: Only what each output owes to its own input is in it. Every output leans on every input.
# why: the diagonal of J only: each output's dependence on its own input
def deviation_pullback(x, v):
    n = len(x)
    return 2 * v * (x - x.mean()) * (1 - 1 / n)
