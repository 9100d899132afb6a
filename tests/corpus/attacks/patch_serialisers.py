# attack: json, struct, pickle, marshal and socket are patched to say 1 point, right, no error, in whatever is written.
# wants: points
# assignment: 02_chain_rule
# expects: graded
# %% first
import io, json, marshal, pickle, socket, struct
kind = {"outcome": "right", "score": 99, "points": 99, "error": None, "verdict": "right", "ok": True}
_dumps = json.dumps

def dumps(thing, **kw):
    if isinstance(thing, dict):
        thing = {**thing, **{k: v for k, v in kind.items() if k in thing}}
    return _dumps(thing, **{k: v for k, v in kw.items()})

json.dumps = dumps
json.JSONEncoder.encode = lambda self, thing: dumps(thing)
json.JSONEncoder.iterencode = lambda self, thing, *a: iter([dumps(thing)])
pickle.dumps = lambda thing, *a, **k: b"\x80\x04N."
marshal.dumps = lambda thing, *a: b"N"
_sendall = socket.socket.sendall
socket.socket.sendall = lambda self, data, *a: _sendall(self, bytes(data).replace(b'"wrong"', b'"right"'), *a)
