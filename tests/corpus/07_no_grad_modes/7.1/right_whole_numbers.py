# why: whole numbers instead of floats
def predicted_modes():
    return {"detached_factor": 25, "half_recorded": 10, "through_storage": 6, "edited_by_data": 2}
