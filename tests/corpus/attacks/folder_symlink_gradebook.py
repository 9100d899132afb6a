# attack: Links beside the notebook lead to the gradebook, the masters, a sentinel and the root; cells read and write through them.
# wants: harm
# assignment: 02_chain_rule
# expects: either
# %% folder
import os

def change(path):
    for name, target in {"g.db": "@GRADEBOOK@", "source": "@COURSE@/source", "s.txt": "@SENTINEL@", "root": "/"}.items():
        os.symlink(target, path / name)
# %% first
import os
for name in ("g.db", "s.txt", "source", "root"):
    for act in (lambda: os.listdir(name), lambda: open(name, "rb").read(9), lambda: open(name, "r+b").write(b"@MARK@")):
        try:
            act()
            print("escaped: through", name)
        except OSError:
            pass
