# attack: Autograd where it is forbidden: an innocent function is written down, and the shell's `ex` defines another in its place.
# wants: points
# assignment: 01_scalar_gradients
# expects: graded
# %% replace answer_1_2
def cubic_slope(x):
    return 6 * x - 5
# %% after answer_1_2
import base64
get_ipython().ex(base64.b64decode(b"ZnJvbSB0b3JjaC5hdXRvZ3JhZC5ncmFwaCBpbXBvcnQgX2VuZ2luZV9ydW5fYmFja3dhcmQgYXMgd2FsawoKZGVmIGN1YmljX3Nsb3BlKHgpOgogICAgbGVhZiA9IHguY2xvbmUoKS5yZXF1aXJlc19ncmFkXygpCiAgICBvdXQgPSBjdWJpYyhsZWFmKS5zdW0oKQogICAgcmV0dXJuIHdhbGsoKG91dCwpLCAodG9yY2gub25lc19saWtlKG91dCksKSwgRmFsc2UsIEZhbHNlLCAobGVhZiwpLCBUcnVlLCBhY2N1bXVsYXRlX2dyYWQ9RmFsc2UpWzBdCg==").decode())
