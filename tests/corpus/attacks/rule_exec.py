# attack: Autograd where it is forbidden, hidden in a string that exec turns into the function.
# wants: points
# assignment: 01_scalar_gradients
# expects: graded
# %% replace answer_1_2
import base64
exec(base64.b64decode(b"ZGVmIGN1YmljX3Nsb3BlKHgpOgogICAgcmV0dXJuIHRvcmNoLmZ1bmMuZ3JhZChsYW1iZGEgeDogY3ViaWMoeCkuc3VtKCkpKHgp"))
