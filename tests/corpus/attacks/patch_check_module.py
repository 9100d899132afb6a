# attack: Every function of autograder's check and of the modules behind it is replaced by one that agrees.
# wants: points
# assignment: 01_scalar_gradients
# expects: graded
# %% after start
import sys, types

def agree(*args, **kwargs):
    return True

for name, module in list(sys.modules.items()):
    if name.startswith("autograder"):
        for word, thing in list(vars(module).items()):
            if isinstance(thing, types.FunctionType):
                setattr(module, word, agree)
