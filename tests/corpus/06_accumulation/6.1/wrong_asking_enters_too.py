# mistake: You predicted what x.grad would be if torch.autograd.grad entered its result there.
# why: thinks that autograd.grad adds to .grad as backward does
def predicted_ledgers():
    return {'built_anew': 24.0, 'graph_kept': 24.0, 'emptied': 12.0, 'asked': 24.0, 'second_name': 0.0}
