# mistake: none
# why: only the first program was predicted
def predicted_modes():
    return {"detached_factor": 25.0}
