# mistake: The slopes of c = a·b are in each other's place: for b it is the other factor.
def predicted_engine():
    return {'slope': -6.0, 'c': -9.0, 'a': 12.0, 'b': 18.0, 'a_again': 24.0, 'ways': 3}
