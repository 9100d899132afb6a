# attack: The masters, the gradebook, other submissions and the grader's files are read.
# wants: harm
# assignment: 01_scalar_gradients
# expects: graded
# %% first
import glob, os
for path in ("@COURSE@", "@GRADEBOOK@", "@VICTIM@", "@COURSE@/source", "@COURSE@/nbgrader_config.py", "/root", "/home", "/etc/shadow", "..", "../..", "/tmp"):
    try:
        found = os.listdir(path) if os.path.isdir(path) else open(path, "rb").read(20)
        outside = path != ".." or any(name not in os.getcwd() for name in found)
        if found and outside:
            print("escaped:", path, str(found)[:80])
    except OSError:
        pass
