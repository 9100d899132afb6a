# attack: What binds the process is undone: the signal at the parent's death, dumpability, limits, seccomp, capabilities, identity.
# wants: harm
# assignment: 02_chain_rule
# expects: graded
# %% first
import ctypes, os, resource
libc = ctypes.CDLL(None, use_errno=True)
if libc.prctl(1, 0, 0, 0, 0) == 0:
    print("escaped: the signal at the parent's death is off")
if libc.prctl(4, 1, 0, 0, 0) == 0:
    print("escaped: dumpable again")
for name in ("RLIMIT_AS", "RLIMIT_CPU", "RLIMIT_FSIZE", "RLIMIT_NOFILE"):
    try:
        limit = resource.getrlimit(getattr(resource, name))[1]
        resource.setrlimit(getattr(resource, name), (resource.RLIM_INFINITY,) * 2)
        if limit != resource.RLIM_INFINITY:
            print("escaped: no limit any more,", name)
    except (OSError, ValueError):
        pass
if libc.prctl(38, 0, 0, 0, 0) == 0 or libc.prctl(22, 0, 0, 0, 0) == 0:
    print("escaped: privileges or seccomp off")
