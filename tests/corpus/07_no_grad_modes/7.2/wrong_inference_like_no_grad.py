# mistake: inference_tensor_saved
def predicted_errors():
    return {
        "backward_of_unrecorded": True,
        "backward_after_eval": False,
        "change_through_data": False,
        "change_through_detach": True,
        "flag_on_a_result": True,
        "inference_plus_weight": False,
        "inference_times_weight": False,
    }
