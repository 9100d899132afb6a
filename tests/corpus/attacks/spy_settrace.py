# attack: sys.settrace, setprofile and sys.monitoring watch every frame and rewrite what the checks return.
# wants: points
# assignment: 02_chain_rule
# expects: graded
# %% first
import sys, threading

def trace(frame, event, arg):
    for name in ("mismatch", "first", "breach"):
        if name in frame.f_locals:
            frame.f_locals[name] = None
    if event == "call" and frame.f_code.co_name in ("differ", "within", "close", "settle"):
        frame.f_lineno = frame.f_code.co_firstlineno
    return trace

sys.settrace(trace)
threading.settrace_all_threads(trace)
sys.setprofile(lambda frame, event, arg: None)
get_ipython().events.register("pre_run_cell", lambda info: sys.settrace(trace))
