# why: a list of those that raise
def predicted_errors():
    names = """backward_of_unrecorded backward_after_eval change_through_data change_through_detach
        flag_on_a_result inference_plus_weight inference_times_weight""".split()
    stops = {"backward_of_unrecorded", "change_through_detach", "flag_on_a_result", "inference_times_weight"}
    return {name: name in stops for name in names}
