"""How much one child may use, and the rlimits that hold it to that."""

from __future__ import annotations

import resource
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

MB = 1 << 20


@dataclass(frozen=True)
class Limits:
    """Sizes in bytes. `memory` is address space on top of what the process has when it is confined: torch and all that
    the warm parent has loaded take some gigabytes of it and are shared."""

    memory: int = 1024 * MB
    cpu: int = 200  # seconds, all threads together
    scratch: int = 64 * MB
    scratch_files: int = 2000
    open_files: int = 128
    threads: int = 64

    def to_data(self) -> dict[str, int]:
        return asdict(self)

    @classmethod
    def from_data(cls, data: Mapping[str, int]) -> Limits:
        return cls(**data)


def address_space() -> int:
    """Bytes of it that this process has now. Read before /proc is out of sight."""
    return int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()


def apply(limits: Limits, present: int) -> None:
    """`present` is address_space(). Comes after the user namespace was made: from then on its threads are counted for
    this child alone, and not with everything else that the user runs."""
    hard = {
        "AS": present + limits.memory,
        "FSIZE": limits.scratch,
        "NOFILE": limits.open_files,
        "NPROC": limits.threads,
        "SIGPENDING": 256,
        **dict.fromkeys(("CORE", "MEMLOCK", "MSGQUEUE", "NICE", "RTPRIO"), 0),
    }
    for name, value in hard.items():
        _lower(getattr(resource, f"RLIMIT_{name}"), value, value)
    # At the first of the two SIGXCPU tells what happened; at the second nothing that the child does helps.
    _lower(resource.RLIMIT_CPU, limits.cpu, limits.cpu + 1)


def _lower(kind: int, soft: int, hard: int) -> None:
    """A limit that is stricter already stays."""
    ceiling = resource.getrlimit(kind)[1]
    if ceiling != resource.RLIM_INFINITY:
        soft, hard = min(soft, ceiling), min(hard, ceiling)
    resource.setrlimit(kind, (soft, hard))
