# attack: Exceptions whose names and words are format strings, templates and patterns, for whoever puts them into a sentence.
# wants: stop
# assignment: 06_accumulation
# expects: graded
# %% after start
raise type("{0}{name.__class__.__mro__}%s%(x)s${x}{{ x }}", (Exception,), {})("{} {0} %d {{7*7}} \\N{bad} \\g<1>")
# %% answers
def NAME(*args):
    raise type("{0}{name.__init__.__globals__}", (ValueError,), {})("{0.__class__}%s")
