# why: ran the programs and handed on what came out: a prediction can't be told from a result
def predicted_scalars():
    return {
        "value_at_two": value_at_two().item(),
        "gradient_at_two": gradient_at_two().item(),
        "gradient_at_minus_one": gradient_at_minus_one().item(),
        "y_is_leaf": y_is_leaf(),
    }
