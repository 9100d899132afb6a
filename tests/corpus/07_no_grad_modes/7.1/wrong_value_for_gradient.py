# mistake: value_for_gradient
def predicted_modes():
    return {"detached_factor": 125.0, "half_recorded": 150.0, "through_storage": 6.0, "edited_by_data": 2.0}
