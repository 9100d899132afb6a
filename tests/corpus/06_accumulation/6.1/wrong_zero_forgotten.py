# mistake: accumulated
def predicted_ledgers():
    return {'built_anew': 24.0, 'graph_kept': 24.0, 'emptied': 24.0, 'asked': 12.0, 'second_name': 0.0}
