# why: ints
def predicted_ledgers():
    return {'built_anew': 24, 'graph_kept': 24, 'emptied': 12, 'asked': 12, 'second_name': 0}
