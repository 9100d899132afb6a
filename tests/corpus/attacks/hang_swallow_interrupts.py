# attack: A loop that ignores SIGINT, SIGALRM and SIGTERM and swallows every exception.
# wants: stop
# assignment: 02_chain_rule
# expects: graded
# %% after start
import signal, time
for number in (signal.SIGINT, signal.SIGALRM, signal.SIGTERM, signal.SIGVTALRM, signal.SIGPROF, signal.SIGXCPU):
    signal.signal(number, signal.SIG_IGN)
signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 64))
while True:
    try:
        time.sleep(0.01)
    except BaseException:
        continue
