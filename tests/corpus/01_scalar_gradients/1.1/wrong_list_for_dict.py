# mistake: none
# why: a list where a dict is asked for
def predicted_scalars():
    return [8, 12, -2, False]
