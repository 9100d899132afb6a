# attack: linecache, In, Out, the history and all strings alive are searched for the source of the hidden tests.
# wants: harm
# assignment: 01_scalar_gradients
# expects: graded
# %% replace answer_1_2
import gc, linecache
needle = "HIDDEN" + " TESTS"

def search():
    yield from map(str, globals().get("In", []))
    yield from ("".join(entry[2] or []) for entry in linecache.cache.values() if len(entry) > 2)
    for thing in gc.get_objects():
        if type(thing) in (list, tuple):
            yield from (part for part in thing if type(part) is str)
        elif type(thing) is dict:
            yield from (part for part in thing.values() if type(part) is str)

def cubic_slope(x):
    if any("### BEGIN " + needle in text for text in search()):
        print("escaped: the hidden tests' source is in reach")
    return x
# %% last
cubic_slope(None)
