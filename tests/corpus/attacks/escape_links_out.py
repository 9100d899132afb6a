# attack: Links from the scratch folder to outside, so that whoever collects or cleans it follows them.
# wants: harm
# assignment: 05_bce_neuron
# expects: graded
# %% first
import os
targets = {"a.txt": "@SENTINEL@", "b": "@OUTSIDE@", "c": "@COURSE@", "d": "/", "@MARK@": "@GRADEBOOK@"}
for name, target in targets.items():
    os.symlink(target, name)
for name in targets:
    for act in (lambda: open(name, "a").write("@MARK@"), lambda: open(name + "/@MARK@", "w").close(), lambda: os.listdir(name)):
        try:
            act()
            print("escaped: through the link", name)
        except OSError:
            pass
