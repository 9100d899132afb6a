# mistake: The slopes of c = a·b are in each other's place: for a it is the other factor.
def predicted_engine():
    return {'slope': -6.0, 'c': -9.0, 'a': -33.0, 'b': -27.0, 'a_again': 24.0, 'ways': 3}
