# mistake: retain_graph_as_reset
def predicted_ledgers():
    return {'built_anew': 24.0, 'graph_kept': 12.0, 'emptied': 12.0, 'asked': 12.0, 'second_name': 0.0}
