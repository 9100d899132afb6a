# attack: Modes, owners, times and attributes of files outside are changed, which needs no open file.
# wants: harm
# assignment: 04_mean_reduction
# expects: graded
# %% first
import ctypes, os
for path in ("@SENTINEL@", "@GRADEBOOK@", "@VICTIM@", "@OUTSIDE@"):
    for act in (
        lambda: os.chmod(path, 0o777),
        lambda: os.chown(path, 65534, 65534),
        lambda: os.utime(path, (1, 1)),
        lambda: os.setxattr(path, "user.mark", b"@MARK@"),
        lambda: os.truncate(path, 0),
        lambda: os.rename(path, path + ".@MARK@"),
        lambda: os.link(path, "inside"),
        lambda: os.unlink(path) if path == "@SENTINEL@" else None,
        lambda: open("inside", "w").write("@MARK@") if os.path.exists("inside") else None,
    ):
        try:
            act()
        except OSError:
            pass
