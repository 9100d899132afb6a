# attack: Programs are started: subprocess, os.system, !shell, %%bash, pty, multiprocessing, posix_spawn, vfork.
# wants: harm
# assignment: 01_scalar_gradients
# expects: graded
# %% first
import multiprocessing, os, pty, subprocess
def daemon():
    pass
tries = [
    lambda: subprocess.run(["/bin/true"], check=True),
    lambda: subprocess.run("exit 0", shell=True, check=True),
    lambda: os.posix_spawn("/bin/true", ["true"], {}),
    lambda: multiprocessing.get_context("fork").Process(target=daemon).start(),
    lambda: multiprocessing.get_context("spawn").Process(target=daemon).start(),
    lambda: pty.fork(),
    lambda: os.fork() or os._exit(0),
    lambda: os.execv("/bin/true", ["true"]),
]
for number, act in enumerate(tries):
    try:
        act()
        print("escaped: started a process, way", number)
    except (OSError, subprocess.SubprocessError, RuntimeError, EOFError):
        pass
if os.system("exit 7") == 7 << 8:
    print("escaped: os.system")
# %% last
!echo escaped: by a shell
# %% last
%%bash
echo escaped: by bash
