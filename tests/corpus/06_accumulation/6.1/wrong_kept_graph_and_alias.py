# mistake: retain_graph_as_reset
# why: takes the second name for a copy as well, which is told once the first is mended
def predicted_ledgers():
    return {'built_anew': 24.0, 'graph_kept': 12.0, 'emptied': 12.0, 'asked': 12.0, 'second_name': 12.0}
