# attack: The grader's environment is looked for: in os.environ, in libc's own copy, and in the bytes where the process began.
# wants: harm
# assignment: 06_accumulation
# expects: graded
# %% first
import ctypes, os
secret = "GRADER_" + "SECRET"
libc = ctypes.CDLL(None)
libc.getenv.restype = ctypes.c_char_p
if secret in os.environ or libc.getenv(secret.encode()):
    print("escaped: the grader's environment is here")
# %% last
import ctypes, os
name = ctypes.c_void_p.in_dll(ctypes.CDLL(None), "program_invocation_name").value
libc, (out, into) = ctypes.CDLL(None), os.pipe()[::-1]
libc.write.argtypes = (ctypes.c_int, ctypes.c_void_p, ctypes.c_size_t)
at = (name & ~0xFFF) - 4096 * 16
for page in range(64):
    if libc.write(out, at + 4096 * page, 4096) == 4096 and (("GRADER_" + "SECRET=").encode()) in os.read(into, 4096):
        print("escaped: the grader's environment is still in memory")
