# mistake: none
# why: no dict
def predicted_ledgers():
    return 24.0
