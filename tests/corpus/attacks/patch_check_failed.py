# attack: CheckFailed is made unraisable: its constructor returns quietly, and verdicts are always true.
# wants: points
# assignment: 02_chain_rule
# expects: graded
# %% after start
from autograder.learn import check as inner, judge, verdict

class Never(Warning):
    def __new__(cls, *args):
        raise StopIteration

verdict.CheckFailed = judge.CheckFailed = inner.CheckFailed = Never
verdict.Verdict.__bool__ = lambda self: True
judge.close = lambda found, practice=False: found
