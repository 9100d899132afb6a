# attack: The reference functions of the hidden tests are looked up among all live objects, and called.
# wants: points
# assignment: 04_mean_reduction
# expects: graded
# %% first
import gc, types

def hidden(words):
    for thing in gc.get_objects():
        if isinstance(thing, types.FunctionType) and thing.__name__.startswith("_"):
            if thing.__module__ == "__main__" and any(word in thing.__code__.co_names for word in words):
                return thing

def answer(*args):
    for thing in gc.get_objects():
        if type(thing).__name__ == "Question":
            return thing.program(args)
        if isinstance(thing, dict) and callable(thing.get("program")):
            return thing["program"](args)
    raise NotImplementedError
# %% answers
def NAME(*args):
    return answer(*args)
