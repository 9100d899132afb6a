# attack: A million names are defined, with names of a megabyte, and names that are no strings.
# wants: stop
# assignment: 03_multivariable
# expects: graded
# %% first
globals().update({f"n{i}": i for i in range(1_000_000)})
globals()["x" * 1_000_000] = 1
globals()[7] = globals()[(1, 2)] = 2
__name__ = __doc__ = __file__ = __builtins__
