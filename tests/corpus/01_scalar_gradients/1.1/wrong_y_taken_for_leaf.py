# mistake: You took y for a leaf, and it was computed from x.
# why: y is the end of the graph, and taken for a leaf of it
def predicted_scalars():
    return {"value_at_two": 8, "gradient_at_two": 12, "gradient_at_minus_one": -2, "y_is_leaf": True}
