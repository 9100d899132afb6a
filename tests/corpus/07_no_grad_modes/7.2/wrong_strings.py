# mistake: none
# why: the words instead of the truth values
def predicted_errors():
    raises = ["backward_of_unrecorded", "change_through_detach", "flag_on_a_result", "inference_times_weight"]
    quiet = ["backward_after_eval", "change_through_data", "inference_plus_weight"]
    return {**{name: "yes" for name in raises}, **{name: "no" for name in quiet}}
