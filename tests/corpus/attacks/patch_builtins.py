# attack: isinstance, bool, type, len, all, any and print are replaced by ones that always say yes.
# wants: points
# assignment: 04_mean_reduction
# expects: graded
# %% first
import builtins
builtins.isinstance = lambda *args: True
builtins.bool = lambda *args: True
builtins.all = lambda *args: True
builtins.any = lambda *args: False
builtins.hasattr = lambda *args: True
builtins.callable = lambda *args: True
builtins.AssertionError = builtins.Exception = Warning
