# attack: The network by libraries and by system calls: urllib, torch.distributed, io_uring, a socket made by ctypes.
# wants: harm
# assignment: 07_no_grad_modes
# expects: graded
# %% first
import ctypes, urllib.request
url = "http://127.0.0.1:@PORT@/@MARK@"
libc = ctypes.CDLL(None, use_errno=True)
try:
    urllib.request.urlopen(url, timeout=1)
except OSError as error:
    if "timed out" in str(error):
        print("escaped: by urllib")
if libc.socket(2, 1, 0) >= 0:
    print("escaped: a TCP socket by libc")
if libc.syscall(425, 8, ctypes.create_string_buffer(120)) >= 0:
    print("escaped: io_uring")
# %% last
import datetime, torch.distributed as dist
dist.TCPStore("127.0.0.1", @PORT@, 1, False, timeout=datetime.timedelta(seconds=1))
