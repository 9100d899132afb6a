# attack: Outputs of types that nobody expects: bytes, sets, NaN, cycles, keys that are no strings, pictures that are none.
# wants: stop
# assignment: 04_mean_reduction
# expects: graded
# %% first
from IPython.display import display
cycle = {}
cycle["self"] = cycle
for bundle in ({"application/json": cycle}, {7: b"x"}, {"text/plain": {1, 2}}, {"image/png": b"\x89PNG" * 10}, {"text/html": None}, {"application/x+json": {"a": float("nan")}}, {"text/plain": "\ud800", "x" * 100_000: "y"}):
    for metadata in ({}, {"": object()}, cycle):
        try:
            display(bundle, raw=True, metadata=metadata)
        except Exception:
            pass
# %% last
get_ipython().display_pub.publish(cycle, cycle)
# %% last
get_ipython().display_pub.sink.outputs.append(cycle)
# %% last
get_ipython().display_pub.sink.outputs = 7
