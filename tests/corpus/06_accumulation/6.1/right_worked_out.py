# why: arithmetic in the dict
def predicted_ledgers():
    slope = 3 * 2**2
    return dict(built_anew=slope + slope, graph_kept=2 * slope, emptied=slope, asked=slope, second_name=slope - slope)
