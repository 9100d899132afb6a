"""The system calls that the child may make; every other one fails with an error, which Python raises as an OSError.

A list of what is allowed, because a list of what is forbidden is out of date with the next kernel. What a computing
Python program uses is in: files, memory, threads, time, its own signals, reading and writing what is open. Not in: new
processes and programs (fork, vfork, execve), sockets of any kind but a connected local pair, sending with sendmsg (it
can pass descriptors on), other processes (ptrace, kill, process_vm_*, pidfd_*, priorities), locks on whole files (which
others would wait for), shared memory (memfd, shm*, mq_*), mounts and namespaces, keys, bpf, io_uring, userfaultfd,
changes of user, clock, machine or module. A few calls are allowed with certain arguments only, see RULES.

A refused call says EPERM, so that a student reads "Operation not permitted". Calls newer than our table and clone3,
whose arguments can't be looked at, say ENOSYS, on which the C library falls back to the older call. None kills.
"""

from __future__ import annotations

import ctypes
import errno
import struct
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from autograder.grade.confine.syscalls import (
    AARCH64,
    LAST,
    MACHINE,
    NUMBERS,
    PR_SET_NO_NEW_PRIVS,
    X86_64,
    Unconfinable,
    call,
    prctl,
)

_ALLOWED = """
    read write open close stat fstat lstat poll lseek mmap mprotect munmap brk rt_sigaction rt_sigprocmask
    rt_sigreturn pread64 pwrite64 readv writev access pipe select sched_yield mremap msync mincore madvise dup
    dup2 pause nanosleep getitimer alarm setitimer getpid sendfile recvfrom recvmsg shutdown getsockname
    getpeername getsockopt exit wait4 uname fsync fdatasync truncate ftruncate getdents getcwd chdir fchdir
    rename mkdir rmdir creat link unlink symlink readlink chmod fchmod umask gettimeofday getrlimit getrusage
    sysinfo times getuid getgid geteuid getegid getppid getpgrp getgroups getresuid getresgid getpgid getsid
    capget rt_sigpending rt_sigtimedwait rt_sigsuspend sigaltstack utime statfs fstatfs getpriority
    sched_getparam sched_getscheduler sched_get_priority_max sched_get_priority_min arch_prctl setrlimit gettid
    readahead getxattr lgetxattr fgetxattr listxattr llistxattr flistxattr time futex sched_getaffinity
    epoll_create getdents64 set_tid_address restart_syscall fadvise64 timer_create timer_settime timer_gettime
    timer_getoverrun timer_delete clock_gettime clock_getres clock_nanosleep exit_group epoll_wait epoll_ctl
    utimes get_mempolicy waitid openat mkdirat futimesat newfstatat unlinkat renameat linkat symlinkat
    readlinkat fchmodat faccessat pselect6 ppoll set_robust_list utimensat epoll_pwait signalfd timerfd_create
    eventfd fallocate timerfd_settime timerfd_gettime signalfd4 eventfd2 epoll_create1 dup3 pipe2 preadv pwritev
    getcpu renameat2 getrandom membarrier copy_file_range preadv2 pwritev2 statx rseq close_range openat2
    faccessat2 epoll_pwait2 futex_waitv
"""

# struct seccomp_data, little-endian: number, architecture, instruction pointer, six arguments of 64 bits
_NUMBER, _ARCH, _ARGUMENTS = 0, 4, 16
_AUDIT = {X86_64: 0xC000003E, AARCH64: 0xC00000B7}
# codes of the classic BPF machine
_LOAD, _AND, _EQUAL, _ABOVE, _AT_LEAST, _RETURN = 0x20, 0x54, 0x15, 0x25, 0x35, 0x06
_ALLOW, _ERRNO = 0x7FFF0000, 0x00050000
_SET_MODE_FILTER, _SPEC_ALLOW = 1, 4

# An instruction: code, jump if true, jump if false, operand. An operand of None is the child's process id.
Instruction = tuple[int, int, int, int | None]
_PASS: Instruction = (_RETURN, 0, 0, _ALLOW)


def _refuse(error: int) -> Instruction:
    return (_RETURN, 0, 0, _ERRNO | error)


_REFUSE = _refuse(errno.EPERM)


def _load(argument: int, *, high: bool = False) -> Instruction:
    return (_LOAD, 0, 0, _ARGUMENTS + 8 * argument + (4 if high else 0))


def _one_of(argument: int, *values: int | None, mask: int = 0xFFFFFFFF) -> list[Instruction]:
    """Allowed if the argument, an int in C and so its lower half, is one of these."""
    test: list[Instruction] = [(_EQUAL, len(values) - number, 0, value) for number, value in enumerate(values)]
    return [_load(argument), (_AND, 0, 0, mask), *test, _REFUSE, _PASS]


_THREAD, _NAMESPACES, _ODD = 0x10000, 0x7E020000, 0x80A000  # _ODD: CLONE_PTRACE, CLONE_PARENT, CLONE_UNTRACED
_UNIX, _STREAM, _TYPE = 1, 1, 0xF
_TERMINAL = (0x5401, 0x5413, 0x541B, 0x5421, 0x5450, 0x5451)  # TCGETS TIOCGWINSZ FIONREAD FIONBIO FIONCLEX FIOCLEX
# F_DUPFD to F_SETLKW, F_DUPFD_CLOEXEC, F_GETPIPE_SZ, F_OFD_*. Not: F_SETOWN and F_SETSIG, which send a signal of one's
# choice to any process of the user, and leases.
_FCNTL = (*range(8), 1030, 1032, 36, 37, 38)
# PR_GET_PDEATHSIG, PR_GET_DUMPABLE, PR_SET_NAME, PR_GET_NAME, PR_GET_SECCOMP, PR_CAPBSET_READ, PR_GET_TIMERSLACK,
# PR_GET_NO_NEW_PRIVS, PR_SET_VMA. Not: PR_SET_PDEATHSIG and PR_SET_DUMPABLE, which would undo what enter() did.
_PRCTL = (2, 3, 15, 16, 21, 23, 30, 39, 0x53564D41)

RULES: Mapping[str, Sequence[Instruction]] = {
    "clone": _one_of(0, _THREAD, mask=_THREAD | _NAMESPACES | _ODD),
    "clone3": [_refuse(errno.ENOSYS)],
    "kill": _one_of(0, None),
    "tgkill": _one_of(0, None),
    "prlimit64": _one_of(0, 0, None),
    "sched_setaffinity": _one_of(0, 0, None),
    "prctl": _one_of(0, *_PRCTL),
    "ioctl": _one_of(1, *_TERMINAL),
    "fcntl": _one_of(1, *_FCNTL),
    # A datagram socket could be connected to another address.
    "socketpair": [_load(0), (_EQUAL, 1, 0, _UNIX), _REFUSE, *_one_of(1, _STREAM, mask=_TYPE)],
    # send, but to no address: the pointer to one is null in both halves
    "sendto": [_load(4), (_EQUAL, 1, 0, 0), _REFUSE, _load(4, high=True), (_EQUAL, 1, 0, 0), _REFUSE, _PASS],
}


def allowed() -> frozenset[str]:
    """The calls that may be made with any arguments."""
    return frozenset(_ALLOWED.split())


@dataclass(frozen=True)
class Program:
    """A filter in the kernel's form; `holes` are where the process id belongs."""

    code: bytes
    holes: tuple[int, ...]

    def of(self, process: int) -> bytes:
        code = bytearray(self.code)
        for hole in self.holes:
            struct.pack_into("=I", code, hole, process)
        return bytes(code)


def prepare(machine: str = MACHINE) -> Program:
    if machine not in _AUDIT:
        raise Unconfinable(
            f"There is no system call filter for {machine}: confinement takes an x86_64 or aarch64 machine."
        )
    program = _program(NUMBERS[machine], _AUDIT[machine])
    packed = b"".join(struct.pack("=HBBI", code, yes, no, value or 0) for code, yes, no, value in program)
    return Program(packed, tuple(8 * place + 4 for place, entry in enumerate(program) if entry[3] is None))


def _program(numbers: Mapping[str, int], architecture: int) -> list[Instruction]:
    foreign: list[Instruction] = [(_LOAD, 0, 0, _ARCH), (_EQUAL, 1, 0, architecture), _refuse(errno.ENOSYS)]
    newer: list[Instruction] = [(_LOAD, 0, 0, _NUMBER), (_ABOVE, 0, 1, LAST), _refuse(errno.ENOSYS)]  # and all of x32
    program = [*foreign, *newer]
    for name, rule in RULES.items():
        program += [(_EQUAL, 0, len(rule), numbers[name]), *rule]
    for first, last in _ranges(numbers[name] for name in allowed() if name in numbers):
        program += [(_ABOVE, 3, 0, last), (_AT_LEAST, 0, 1, first), _PASS, _REFUSE]
    return [*program, _REFUSE]


def _ranges(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """Neighbours together: the kernel tries the filter on each number when it is installed."""
    found: list[tuple[int, int]] = []
    for number in sorted(numbers):
        if found and found[-1][1] == number - 1:
            found[-1] = (found[-1][0], number)
        else:
            found.append((number, number))
    return found


def install(program: Program, process: int) -> None:
    """For this process and its threads, for good."""
    code = program.of(process)
    buffer = ctypes.create_string_buffer(code, len(code))
    header = struct.pack("=HxxxxxxQ", len(code) // 8, ctypes.addressof(buffer))
    try:
        prctl(PR_SET_NO_NEW_PRIVS, 1)
        # Without this flag older kernels slow the whole child down against Spectre; it holds no secret from itself.
        call("seccomp", _SET_MODE_FILTER, _SPEC_ALLOW, header)
    except OSError as error:
        raise Unconfinable(
            f"The kernel takes no system call filter ({error.strerror}): it must be built with CONFIG_SECCOMP_FILTER."
        ) from error
