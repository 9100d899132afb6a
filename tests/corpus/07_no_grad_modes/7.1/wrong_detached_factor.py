# mistake: Your number lets the detached factor vary along with x.
def predicted_modes():
    return {"detached_factor": 75.0, "half_recorded": 10.0, "through_storage": 6.0, "edited_by_data": 2.0}
