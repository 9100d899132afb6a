# attack: Descriptors are searched for sockets that pass others on (SCM_RIGHTS), files, pipes and terminals of the grader.
# wants: harm
# assignment: 02_chain_rule
# expects: graded
# %% first
import os, socket, stat
for fd in range(3, 1024):
    try:
        kind = os.fstat(fd).st_mode
    except OSError:
        continue
    if stat.S_ISREG(kind) and os.pread(fd, 1, 0):
        print("escaped: an open file", fd, os.pread(fd, 40, 0))
    if stat.S_ISDIR(kind):
        try:
            print("escaped: a folder is open", os.listdir(fd))
        except OSError:
            pass
    if stat.S_ISSOCK(kind):
        one = socket.socket(fileno=os.dup(fd))
        one.setblocking(False)
        try:
            _, fds, _, _ = socket.recv_fds(one, 1, 16)
            if fds:
                print("escaped: was handed", fds)
        except OSError:
            pass
