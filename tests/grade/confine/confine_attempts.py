"""What a confined child tries, in Python, and how what it meets begins: the name of an error, or a value.

Every attempt must be harmless should it succeed, as it does when somebody breaks the confinement: its targets are files
made for it (SECRET, MODULE), the driver, arguments that are in order but lead nowhere. Never the interpreter's own
files, a device, all processes of a user or the machine's name."""

from __future__ import annotations

from autograder.grade.confine.syscalls import MACHINE, X86_64

Attempt = tuple[str, str | tuple[str, ...]]  # the code; how what it meets begins

GONE, REFUSED, READ_ONLY, UNKNOWN = "ENOENT", "EPERM", "EROFS", "ENOSYS"
NO_ACCESS = "EACCES"

FILES: dict[str, Attempt] = {
    "read a file": ("open(SECRET).read()", GONE),
    "write a file": ("open(SECRET, 'w')", (NO_ACCESS, READ_ONLY)),
    "ask for a file's size": ("result = os.stat(SECRET).st_size", GONE),
    "change a file's permissions": ("os.chmod(SECRET, 0)", GONE),
    "truncate a file": ("os.truncate(SECRET, 0)", GONE),
    "follow a symbolic link out": ("os.symlink(SECRET, 'way'); open('way').read()", GONE),
    "make a hard link to it": ("os.link(SECRET, 'way out')", GONE),
    "climb out of the scratch folder": ("open('../secret.txt').read()", GONE),
    "use an inherited descriptor": ("os.read(HELD, 9)", "EBADF"),
    "find any descriptor": (
        "def is_open(number):\n"
        "    try: return bool(os.fstat(number))\n"
        "    except OSError: return False\n"
        "result = sum(map(is_open, range(3, 4000)))",
        "1",  # the one that leads to the judge
    ),
    "list the root": ("os.listdir('/')", NO_ACCESS),
    "list the scratch folder's neighbours": ("os.listdir('..')", NO_ACCESS),
    "list the temporary folder": ("os.listdir('/tmp')", NO_ACCESS),
    "list the home folders": ("os.listdir('/home')", GONE),
    "read the users": ("open('/etc/passwd').read()", GONE),
    "read its own environment in /proc": ("open('/proc/self/environ').read()", GONE),
    "read another process's memory": ("open(f'/proc/{PARENT}/mem', 'rb').read(1)", GONE),
    "see another process's files": ("os.listdir(f'/proc/{PARENT}/fd')", GONE),
    "see another process": ("os.stat(f'/proc/{PARENT}')", GONE),
    "read the kernel's settings": ("os.listdir('/sys')", GONE),
    "use shared memory": ("os.listdir('/dev/shm')", GONE),
    "read a disk": ("os.listdir('/dev/disk')", GONE),
    "open a terminal": ("import pty; pty.openpty()", (GONE, NO_ACCESS, "out of pty devices")),
    "read a module": ("result = open(MODULE).read()", "x = 1"),  # what follows is not refused for want of the file
    "add a module": ("open(os.path.dirname(MODULE) + '/here.py', 'w')", (NO_ACCESS, READ_ONLY)),
    "change a module": ("open(MODULE, 'a')", (NO_ACCESS, READ_ONLY)),
    "change a module's permissions": ("os.chmod(MODULE, 0o777)", READ_ONLY),
    "change a module's times": ("os.utime(MODULE)", READ_ONLY),
    "rename a module": ("os.rename(MODULE, MODULE + '_')", (NO_ACCESS, READ_ONLY)),
    "delete a module": ("os.unlink(MODULE)", (NO_ACCESS, READ_ONLY)),
    "lock a module for everybody": ("import fcntl; fcntl.flock(open(MODULE), fcntl.LOCK_EX)", REFUSED),
    "make a device": ("import stat; os.mknod('disk', 0o600 | stat.S_IFBLK, os.makedev(8, 0))", REFUSED),
    "make a folder beside": ("os.mkdir('../here')", (NO_ACCESS, READ_ONLY)),
}

PROCESSES: dict[str, Attempt] = {
    "fork": ("if os.fork() == 0: os._exit(0)", REFUSED),
    "fork a terminal": ("import pty\nif pty.fork()[0] == 0: os._exit(0)", (REFUSED, GONE, "out of pty devices")),
    "run a program": ("os.execv('/bin/true', ['true'])", REFUSED),
    "run a program of its own": (
        "open('x', 'w').write('#!/bin/sh'); os.chmod('x', 0o777); os.execv('x', ['x'])",
        REFUSED,
    ),
    "run a program beside itself": ("import subprocess; subprocess.run(['/bin/true'])", REFUSED),
    "spawn a program": ("os.posix_spawn('/bin/true', ['true'], {})", REFUSED),
    "run the shell": ("result = os.system('true')", "32512"),  # 127: no shell
    "start a process by multiprocessing": (
        "import multiprocessing; multiprocessing.get_context('fork').Process(target=print).start()",
        REFUSED,
    ),
    "make a session": ("os.setsid()", REFUSED),
    "share the grader's session": ("result = os.getsid(0) != os.getpid()", "False"),
    "make a process group": ("os.setpgid(0, 0)", REFUSED),
    "signal the parent": ("os.kill(PARENT, 0)", REFUSED),
    "signal everybody": ("os.kill(-1, 0)", REFUSED),
    "signal its group": ("os.killpg(0, 0)", REFUSED),
    "have the kernel signal the parent": ("import fcntl; fcntl.fcntl(1, 8, PARENT)", REFUSED),  # F_SETOWN
    "choose the kernel's signal": ("import fcntl; fcntl.fcntl(1, 10, 9)", REFUSED),  # F_SETSIG
    "own a descriptor by ioctl": ("import fcntl; fcntl.ioctl(1, 0x8901, b'1234')", REFUSED),  # FIOSETOWN
    "limit the parent": ("import resource; resource.prlimit(PARENT, resource.RLIMIT_CPU, (1, 1))", REFUSED),
    "pin the parent to a processor": ("os.sched_setaffinity(PARENT, {0})", REFUSED),
    "slow down all of a user's processes": ("os.setpriority(os.PRIO_USER, 64321, 19)", REFUSED),
    "become urgent": ("os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(1))", REFUSED),
    "raise its own limit": ("import resource; resource.setrlimit(resource.RLIMIT_AS, (-1, -1))", "ValueError"),
    "become root": ("os.setuid(0)", REFUSED),
    "become who it was": ("os.setresuid(1000, 1000, 1000)", REFUSED),
    "be root": ("result = 0 in (os.getuid(), os.geteuid())", "False"),
    "change the root": ("os.chroot('.')", REFUSED),
}

NETWORK: dict[str, Attempt] = {
    "make an internet socket": ("socket.socket()", REFUSED),
    "make an internet socket, version 6": ("socket.socket(socket.AF_INET6)", REFUSED),
    "make a raw socket": ("socket.socket(socket.AF_INET, socket.SOCK_RAW, 1)", REFUSED),
    "make a local socket": ("socket.socket(socket.AF_UNIX)", REFUSED),
    "make a netlink socket": ("socket.socket(socket.AF_NETLINK, socket.SOCK_RAW)", REFUSED),
    "make a pair of datagram sockets": ("socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)", REFUSED),
    "connect to the machine itself": ("socket.create_connection(('127.0.0.1', PORT), 2)", REFUSED),
    "fetch a page": (
        "import urllib.request as u; u.urlopen(f'http://127.0.0.1:{PORT}')",
        "<urlopen error [Errno 1] Opera",
    ),
    "look up a name": ("socket.gethostbyname('localhost')", ("EPERM", "gaierror", "[Errno")),
    "pass a descriptor on": ("socket.send_fds(socket.socketpair()[0], [b'x'], [1])", REFUSED),
    "connect a local pair elsewhere": ("socket.socketpair()[0].connect('\\0abstract')", REFUSED),
}

# System calls by number on x86_64, with arguments that would do something or fail in another way were they let in.
_CALLS = {
    "execveat": (322, -100, b"/bin/true", None, None, 0),
    "ptrace": (101, 0, 0, 0, 0),
    "process_vm_readv": (310, 1, 0, 0, 0, 0, 0),
    "process_vm_writev": (311, 1, 0, 0, 0, 0, 0),
    "pidfd_open": (434, 1, 0),
    "pidfd_send_signal": (424, 0, 0, 0, 0),
    "pidfd_getfd": (438, 0, 0, 0),
    "tkill": (200, 1, 0),
    "tgkill init": (234, 1, 1, 0),
    "rt_sigqueueinfo": (129, 1, 0, 0),
    "memfd_create": (319, b"x", 0),
    "memfd_secret": (447, 0),
    "shmget": (29, 1, 0, 0),
    "semget": (64, 1, 0, 0),
    "msgget": (68, 1, 0),
    "mq_open": (240, b"x", 0, 0, None),
    "keyctl": (250, 0, -3, 1),
    "add_key": (248, b"user", b"a", b"b", 1, -2),
    "request_key": (249, b"user", b"a", None, -3),
    "bpf": (321, 0, None, 0),
    "perf_event_open": (298, None, 0, -1, -1, 0),
    "userfaultfd": (323, 0),
    "io_uring_setup": (425, 1, None),
    "io_setup": (206, 1, None),
    "mount": (165, b"none", b".", b"tmpfs", 0, None),
    "open_tree": (428, -100, b".", 1),
    "fsopen": (430, b"tmpfs", 0),
    "umount2": (166, b".", 2),
    "setns": (308, 0, 0),
    "unshare": (272, 0x10000000),
    "pivot_root": (155, b".", b"."),
    "chroot": (161, b"."),
    "open_by_handle_at": (304, -100, None, 0),
    "name_to_handle_at": (303, -100, b".", None, None, 0),
    "kexec_load": (246, 0, 0, 0, 0),
    "init_module": (175, None, 0, b""),
    "finit_module": (313, 0, b"", 0),
    "personality": (135, 0x0040000),
    "quotactl": (179, 0, None, 0, None),
    "swapon": (167, b"x", 0),
    "reboot": (169, 0, 0, 0, 0),
    "settimeofday": (164, None, None),
    "clock_settime": (227, 0, None),
    "adjtimex": (159, None),
    "sethostname": (170, None, 1),
    "syslog": (103, 3, None, 0),
    "acct": (163, b"nowhere"),
    "fanotify_init": (300, 0, 0),
    "inotify_init": (253,),
    "seccomp": (317, 2, 0, None),
    "capset": (126, None, None),
    "prctl: outlive the parent": (157, 1, 0, 0, 0, 0),
    "prctl: be read by others": (157, 4, 1, 0, 0, 0),
    "prctl: let others trace it": (157, 0x59616D61, -1, 0, 0, 0),
    "prctl: adopt orphans": (157, 36, 1, 0, 0, 0),
    "setxattr": (188, b".", b"user.x", b"y", 1, 0),
    "vmsplice": (278, 1, None, 0, 0),
    "sync": (162,),
    "ioprio_set": (251, 1, 0, 0),
    "modify_ldt": (154, 0, None, 0),
    "iopl": (172, 3),
}
_FORKS = {
    "fork": (57,),
    "clone without a thread": (56, 17, 0, 0, 0, 0),
    "clone with a namespace": (56, 0x10000000 | 17, 0, 0, 0, 0),
    "clone a sibling": (56, 0x8000 | 17, 0, 0, 0, 0),
}
_NEWER = {"clone3": (435, None, 0), "a call of tomorrow": (460,), "the x32 way to getpid": (0x40000000 + 39,)}
_OLD_WAY = """
import ctypes, mmap
page = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
page.write(bytes.fromhex("b814000000cd80c3"))  # mov eax, 20; int 0x80; ret: getpid of 32 bits
result = ctypes.CFUNCTYPE(ctypes.c_int)(ctypes.addressof(ctypes.c_char.from_buffer(page)))()
"""

CALLS: dict[str, Attempt] = {}
if MACHINE == X86_64:
    CALLS |= {name: (f"syscall(*{arguments})", REFUSED) for name, arguments in _CALLS.items()}
    CALLS |= {name: (f"if syscall(*{arguments}) == 0: os._exit(0)", REFUSED) for name, arguments in _FORKS.items()}
    CALLS |= {name: (f"syscall(*{arguments})", UNKNOWN) for name, arguments in _NEWER.items()}
    CALLS["the 32 bit way to getpid"] = (_OLD_WAY, "-38")  # ENOSYS

_TABLES = {"files": FILES, "processes": PROCESSES, "network": NETWORK, "calls": CALLS}
ALL: dict[str, Attempt] = {f"{kind}: {name}": entry for kind, table in _TABLES.items() for name, entry in table.items()}
