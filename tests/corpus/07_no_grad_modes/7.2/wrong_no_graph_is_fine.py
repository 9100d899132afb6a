# mistake: backward_without_graph
def predicted_errors():
    return {
        "backward_of_unrecorded": False,
        "backward_after_eval": False,
        "change_through_data": False,
        "change_through_detach": True,
        "flag_on_a_result": True,
        "inference_plus_weight": False,
        "inference_times_weight": True,
    }
