# attack: Files are written everywhere: beside the scratch folder, in /tmp, in the home, in site-packages, into the course.
# wants: harm
# assignment: 03_multivariable
# expects: graded
# %% first
import os, site, autograder, torch
mark = "@MARK@"
places = ["/tmp", "/var/tmp", "/dev/shm", "/root", "/", "/etc", "/run", "@COURSE@", "@OUTSIDE@", "@COURSE@/source"]
places += [os.path.expanduser("~root"), os.path.dirname(autograder.__file__), *site.getsitepackages(), "/proc/self/cwd/../.."]
for place in places:
    try:
        with open(os.path.join(place, mark), "w") as file:
            file.write(mark)
        print("escaped: wrote to", place)
    except OSError:
        pass
try:
    open("@SENTINEL@", "a").write(mark)
except OSError:
    pass
