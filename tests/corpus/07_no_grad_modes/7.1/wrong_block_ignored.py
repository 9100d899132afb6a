# mistake: Your number counts the part under no_grad as well, and it was never recorded.
# why: no_grad taken to make no difference to the gradient: 2x + 3x²
def predicted_modes():
    return {"detached_factor": 25.0, "half_recorded": 85.0, "through_storage": 6.0, "edited_by_data": 2.0}
