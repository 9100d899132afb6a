# mistake: none
# why: second_name is missing
def predicted_ledgers():
    return {'built_anew': 24.0, 'graph_kept': 24.0, 'emptied': 12.0, 'asked': 12.0}
