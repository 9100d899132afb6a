# mistake: A change through detach() is noticed: it shares the version counter with x, and .data does not.
# why: the version counter is forgotten: a change through detach() taken to be silent too
def predicted_errors():
    return {
        "backward_of_unrecorded": True,
        "backward_after_eval": False,
        "change_through_data": False,
        "change_through_detach": False,
        "flag_on_a_result": True,
        "inference_plus_weight": False,
        "inference_times_weight": True,
    }
