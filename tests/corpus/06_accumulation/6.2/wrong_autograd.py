# mistake: none
# why: calls the program, which uses autograd: not by hand
def ledger_by_hand(x, steps):
    return run_steps(x, steps)
