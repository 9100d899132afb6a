# attack: A program of the student's own: an ELF file, a shared library, a script with #!, made executable in the scratch folder.
# wants: harm
# assignment: 03_multivariable
# expects: graded
# %% first
import ctypes, os, shutil, sys
try:
    shutil.copyfile(sys.executable, "own")
    os.chmod("own", 0o4777)
    os.execv("./own", ["own", "-c", "print('escaped: own program')"])
except OSError:
    pass
try:
    os.posix_spawn("./own", ["own", "-c", "0"], {})
    print("escaped: spawned an own program")
except OSError:
    pass
if ctypes.CDLL(None).fork() > 0:
    print("escaped: forked by libc")
if ctypes.CDLL(None).syscall(56, 17, 0, 0, 0, 0) > 0 or ctypes.CDLL(None).syscall(435, 0, 0) > 0:
    print("escaped: clone")
