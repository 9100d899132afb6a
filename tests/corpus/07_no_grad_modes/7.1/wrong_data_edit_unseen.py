# mistake: data_edit_silent
def predicted_modes():
    return {"detached_factor": 25.0, "half_recorded": 10.0, "through_storage": 6.0, "edited_by_data": 10.0}
