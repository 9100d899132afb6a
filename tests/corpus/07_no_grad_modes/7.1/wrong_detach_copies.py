# mistake: detach_shares_storage
def predicted_modes():
    return {"detached_factor": 25.0, "half_recorded": 10.0, "through_storage": 5.0, "edited_by_data": 2.0}
