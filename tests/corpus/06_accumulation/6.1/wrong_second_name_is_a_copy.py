# mistake: grad_alias
def predicted_ledgers():
    return {'built_anew': 24.0, 'graph_kept': 24.0, 'emptied': 12.0, 'asked': 12.0, 'second_name': 12.0}
