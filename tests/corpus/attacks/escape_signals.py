# attack: Other processes are signalled: the parent, the group, neighbours by number, a process of the course, everybody (with signal 0).
# wants: harm
# assignment: 03_multivariable
# expects: graded
# %% first
import ctypes, os, signal
libc = ctypes.CDLL(None)
for pid, number in [(@DECOY@, signal.SIGKILL), (os.getppid() or -1, 0), (-1, 0), (1, 0), (-@DECOY@, signal.SIGKILL)]:
    try:
        os.kill(pid, number)  # 0: allowed or not, and nobody is hurt if it is
        print("escaped: signalled", pid)
    except OSError:
        pass
for pid in {*range(max(2, os.getpid() - 50), os.getpid() + 50)} - {os.getpid()}:
    for call in (lambda: libc.kill(pid, 0), lambda: libc.syscall(200, pid, 0), lambda: libc.syscall(234, pid, pid, 0), lambda: libc.syscall(434, pid, 0)):
        if pid != os.getpgid(0) and call() >= 0:
            print("escaped: reached process", pid)
