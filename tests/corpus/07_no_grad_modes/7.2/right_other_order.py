# why: another order
def predicted_errors():
    return dict(
        inference_times_weight=True, inference_plus_weight=False, flag_on_a_result=True,
        change_through_detach=True, change_through_data=False, backward_after_eval=False,
        backward_of_unrecorded=True,
    )
