# mistake: replaced_not_added
# why: takes .grad for something that each new graph writes anew
def predicted_ledgers():
    return {'built_anew': 12.0, 'graph_kept': 24.0, 'emptied': 12.0, 'asked': 12.0, 'second_name': 0.0}
