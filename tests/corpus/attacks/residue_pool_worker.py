# attack: Whatever judges several students one after the other is to be worn out or bent: warnings, seeds, dtypes, threads, by replies.
# wants: harm
# base: wrong
# assignment: 02_chain_rule
# expects: graded
# %% answers
import torch, warnings

def NAME(*args):
    torch.set_default_dtype(torch.float64)
    torch.use_deterministic_algorithms(True)
    torch.set_num_threads(64)
    warnings.warn("w" * 10_000, type("UserWarning", (Warning,), {}))
    for arg in args:
        if isinstance(arg, torch.Tensor):
            arg.data = torch.zeros(1000, 1000, dtype=torch.float64)
    raise type("KeyError" + "x" * 50, (KeyError,), {})("k" * 100_000)
