# mistake: An inference tensor may take part in an operation that doesn't have to save it, such as a sum.
# why: inference tensors taken to be unusable in any recorded operation; a sum saves nothing
def predicted_errors():
    return {
        "backward_of_unrecorded": True,
        "backward_after_eval": False,
        "change_through_data": False,
        "change_through_detach": True,
        "flag_on_a_result": True,
        "inference_plus_weight": True,
        "inference_times_weight": True,
    }
