# attack: The import lock and a lock of logging are taken for ever, so that whoever needs them next waits.
# wants: stop
# assignment: 01_scalar_gradients
# expects: graded
# %% first
import _imp, logging, threading
threading.Thread(target=lambda: (_imp.acquire_lock(), logging._lock.acquire(), threading.Event().wait()), daemon=True).start()
# %% last
import wave, logging
logging.getLogger("x").warning("x")
