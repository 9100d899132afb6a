# mistake: value_for_gradient
def predicted_ledgers():
    return {'built_anew': 16.0, 'graph_kept': 16.0, 'emptied': 8.0, 'asked': 8.0, 'second_name': 0.0}
