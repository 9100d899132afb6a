# attack: The process reads its own memory page by page, without /proc, for the text of a hidden test.
# wants: harm
# assignment: 01_scalar_gradients
# expects: graded
# %% last
import ctypes, gc, os, time
libc, (out, into) = ctypes.CDLL(None), os.pipe()[::-1]
libc.write.argtypes = (ctypes.c_int, ctypes.c_void_p, ctypes.c_size_t)
backwards, size = b")h ,x(ecnereffid_lleb_ fed", 4096  # so that what is looked for is not found in this cell
until, seen = time.monotonic() + 2, set()
for thing in [b"", os, *(bytearray(100_000) for _ in range(5)), *gc.get_objects()[::500]]:
    for step in (size, -size):
        at = id(thing) & ~0xFFF
        while at not in seen and time.monotonic() < until and libc.write(out, at, size) == size:  # EFAULT: no page
            seen.add(at)
            if backwards in os.read(into, size)[::-1]:
                print("escaped: a hidden test is in this process's memory, after pages:", len(seen))
                until = 0
            at += step
print("pages read:", len(seen))
