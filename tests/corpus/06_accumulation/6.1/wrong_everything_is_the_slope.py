# mistake: replaced_not_added
# why: does not believe in accumulation at all
def predicted_ledgers():
    return {'built_anew': 12.0, 'graph_kept': 12.0, 'emptied': 12.0, 'asked': 12.0, 'second_name': 12.0}
