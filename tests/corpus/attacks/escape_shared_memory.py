# attack: What outlives a process: SysV segments, POSIX shared memory, message queues, memfd, keys, semaphores.
# wants: harm
# assignment: 07_no_grad_modes
# expects: graded
# %% first
import ctypes, os
libc = ctypes.CDLL(None, use_errno=True)
if libc.shmget(0x5EC0DE, 4096, 0o1666) >= 0:
    print("escaped: a SysV segment")
if libc.msgget(0x5EC0DE, 0o1666) >= 0 or libc.semget(0x5EC0DE, 1, 0o1666) >= 0:
    print("escaped: a SysV queue or semaphore")
try:
    os.memfd_create("@MARK@")
    print("escaped: a memfd")
except OSError:
    pass
if libc.syscall(248, b"user", b"@MARK@", b"x", 1, -3) > 0:
    print("escaped: a key in the kernel's ring")
# %% last
from multiprocessing import shared_memory
shared_memory.SharedMemory("@MARK@", create=True, size=4096)
print("escaped: POSIX shared memory")
