# attack: The reader of that note; it leaves one as well.
# wants: harm
# assignment: 04_mean_reduction
# expects: graded
# %% first
import os, tempfile
mark = "@MARK@"
word = mark.rpartition("-")[0]
places = [tempfile.gettempdir(), ".", "/tmp", "/dev/shm", "/var/tmp", os.path.expanduser("~"), os.path.expanduser("~/.ipython/profile_default/startup"), os.path.expanduser("~/.cache")]
for place in places:
    try:
        for name in os.listdir(place):
            if name.startswith(word) and name != mark + ".py":
                print("escaped: found a note of another student", name)
        open(os.path.join(place, mark + ".py"), "w").write("answers")
    except OSError:
        pass
