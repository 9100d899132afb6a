# why: False first, then the four that raise
def predicted_errors():
    mine = dict.fromkeys(["backward_after_eval", "change_through_data", "inference_plus_weight"], False)
    mine.update(backward_of_unrecorded=True, change_through_detach=True)
    mine.update(flag_on_a_result=True, inference_times_weight=True)
    return mine
