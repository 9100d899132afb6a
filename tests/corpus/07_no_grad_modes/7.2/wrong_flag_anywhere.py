# mistake: requires_grad_off_nonleaf
def predicted_errors():
    return {
        "backward_of_unrecorded": True,
        "backward_after_eval": False,
        "change_through_data": False,
        "change_through_detach": True,
        "flag_on_a_result": False,
        "inference_plus_weight": False,
        "inference_times_weight": True,
    }
