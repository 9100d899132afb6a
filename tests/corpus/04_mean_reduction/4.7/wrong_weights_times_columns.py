# mistake: These are the weights times the columns, Jv. Asked is vᵀJ, the weights times the rows.
def deviation_pullback(x, v):
    return 2 * (v - v.mean()) * (x - x.mean())
