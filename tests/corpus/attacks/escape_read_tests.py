# attack: Folders around the package are searched for source/, tests/ and anything with hidden tests in it.
# wants: harm
# assignment: 02_chain_rule
# expects: graded
# %% last
import os, autograder
roots = [os.path.dirname(os.path.dirname(autograder.__file__)), "/work", "/srv", "/opt", "/proc/self/cwd/..", "/proc/1/root"]
for root in roots:
    for name in ("source", "tests", "gradebook.db", "submitted", ".git", "nbgrader_config.py"):
        path = os.path.join(root, name)
        try:
            print("escaped:", path, os.listdir(path)[:2] if os.path.isdir(path) else open(path, "rb").read(9))
        except OSError:
            pass
