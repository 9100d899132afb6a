# attack: The walls themselves: unshare, setns, mount, pivot_root, chroot, open_by_handle_at, bpf, keyctl, personality.
# wants: harm
# assignment: 01_scalar_gradients
# expects: graded
# %% first
import ctypes, os
libc = ctypes.CDLL(None, use_errno=True)
calls = {
    "unshare user": lambda: libc.unshare(0x10000000),
    "unshare mount": lambda: libc.unshare(0x20000),
    "setns": lambda: libc.setns(0, 0),
    "mount tmpfs": lambda: libc.mount(b"none", b".", b"tmpfs", 0, None),
    "remount": lambda: libc.mount(b"none", b"/", None, 0x1020, None),
    "umount": lambda: libc.umount2(b"/", 2),
    "chroot": lambda: libc.chroot(b"."),
    "open_by_handle": lambda: libc.syscall(303, ctypes.c_int(-100), b"/", ctypes.create_string_buffer(b"\x80", 200), ctypes.create_string_buffer(8), 0),
    "userfaultfd": lambda: libc.syscall(323, 0),
    "move_mount": lambda: libc.syscall(428, -100, b"/", 1),
    "bpf": lambda: libc.syscall(321, 0, ctypes.create_string_buffer(120), 120),
    "personality": lambda: libc.personality(0x0400000),
}
for name, call in calls.items():
    if call() >= 0:
        print("escaped:", name)
