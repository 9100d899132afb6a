# attack: An audit hook watches imports, opens and sockets, refuses those of the grader, and keeps what it sees.
# wants: points
# assignment: 02_chain_rule
# expects: graded
# %% first
import sys
seen = []

def hook(event, args):
    seen.append(event)
    if event in ("exec", "compile", "sys._getframe", "socket.sendmsg", "marshal.loads", "object.__getattr__"):
        for arg in args:
            if "check." in str(getattr(arg, "co_names", arg))[:10_000]:
                raise RuntimeError("not now")

sys.addaudithook(hook)
