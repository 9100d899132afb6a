# attack: Objects whose repr, name, docstring or signature is huge, raises, or takes a minute.
# wants: stop
# assignment: 02_chain_rule
# expects: graded
# %% after start
import time

class Wordy:
    def __repr__(self): return "<b>right</b>" * 10_000_000
    __str__ = _repr_html_ = _repr_markdown_ = __repr__
    def __call__(self, *args): return Wordy()
    def __getattr__(self, name):
        if name in ("__signature__", "__code__", "__wrapped__", "__student_source__"):
            time.sleep(60)
        raise AttributeError(name)

class Slow(Wordy):
    def __repr__(self): time.sleep(60)
# %% before check_2_2
log_square_gradient = Wordy()
log_square_gradient.__name__ = "n" * 10_000_000
# %% before check_2_3
chain_gradient = Slow()
# %% before check_2_4
road_gradients = Slow
# %% last
Wordy()
