# mistake: a has two children, and this came by way of c alone.
def predicted_engine():
    return {'slope': -6.0, 'c': -9.0, 'a': 18.0, 'b': -27.0, 'a_again': 24.0, 'ways': 3}
