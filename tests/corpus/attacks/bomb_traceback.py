# attack: Errors whose tracebacks are huge: a line of ten megabytes, a thousand frames, a message without end.
# wants: stop
# assignment: 02_chain_rule
# expects: graded
# %% first
exec(compile("\n" * 10 + "x = 1; " * 400_000 + "1/0", "<" + "n" * 1_000_000 + ">", "exec"))
# %% first
def f(n, pad="p" * 10_000):
    return f(n + 1, pad)
f(0)
# %% last
raise ValueError("m" * 50_000_000)
