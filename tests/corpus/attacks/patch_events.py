# attack: A hook that runs after each cell wipes the outputs and calls the cell a success.
# wants: points
# base: wrong
# assignment: 07_no_grad_modes
# expects: graded
# %% first
def forgive(result):
    result.error_in_exec = result.error_before_exec = None
    result.result = None

get_ipython().events.register("post_run_cell", forgive)
get_ipython().events.register("post_execute", lambda: None)
get_ipython().display_pub.publish = lambda *args, **kwargs: None
