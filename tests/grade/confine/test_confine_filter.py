"""The system call filter for both kinds of machine, run by a few lines of our own in place of the kernel."""

from __future__ import annotations

import errno
import platform
import re
import struct
from pathlib import Path

import pytest
from beds import lacking

from autograder.grade.confine import seccomp
from autograder.grade.confine.seccomp import RULES
from autograder.grade.confine.syscalls import AARCH64, LAST, NUMBERS, X86_64, Unconfinable

ARCHITECTURE = {X86_64: 0xC000003E, AARCH64: 0xC00000B7}
HEADERS = {
    X86_64: [Path("/usr/include/x86_64-linux-gnu/asm/unistd_64.h"), Path("/usr/include/asm/unistd_64.h")],
    AARCH64: [Path("/usr/include/asm-generic/unistd.h")],
}
EXEC = {X86_64: (59, 322), AARCH64: (221, 281)}
OWN = 4321
both = pytest.mark.parametrize("machine", [X86_64, AARCH64])


def answer(machine: str, number: int, *arguments: int, architecture: int | None = None) -> int:
    """0 when the call is allowed, otherwise the error that it meets."""
    six = (*arguments, *[0] * (6 - len(arguments)))
    data = struct.pack("=IIQ6Q", number, architecture or ARCHITECTURE[machine], 0, *(word % 2**64 for word in six))
    code = list(struct.iter_unpack("=HBBI", seccomp.prepare(machine).of(OWN)))
    place = accumulator = 0
    while True:
        kind, yes, no, operand = code[place]
        place += 1
        if kind == 0x20:
            accumulator = struct.unpack_from("=I", data, operand)[0]
        elif kind == 0x54:
            accumulator &= operand
        elif kind == 0x06:
            return 0 if operand == 0x7FFF0000 else int(operand & 0xFFFF)
        else:
            place += yes if _holds(kind, accumulator, operand) else no


def _holds(kind: int, accumulator: int, operand: int) -> bool:
    return {0x15: accumulator == operand, 0x25: accumulator > operand, 0x35: accumulator >= operand}[kind]


@both
def test_is_a_new_program_refused(machine: str) -> None:
    assert [answer(machine, number) for number in EXEC[machine]] == [errno.EPERM] * 2


@both
def test_is_exactly_what_the_list_names_allowed(machine: str) -> None:
    numbers = {name: number for name, number in NUMBERS[machine].items() if name not in RULES}
    names = seccomp.allowed()
    listed = {number for name, number in numbers.items() if name in names}
    found = {number for number in range(LAST + 1) if answer(machine, number) == 0}
    ruled = {NUMBERS[machine][name] for name in RULES}
    assert found - ruled == listed
    assert not names & RULES.keys()


@both
@pytest.mark.parametrize(
    ("name", "arguments", "allowed"),
    [
        ("clone", (0x3D0F00,), True),  # what pthread_create asks for
        ("clone", (0x1200011,), False),  # what fork asks for
        ("clone", (0x3D0F00 | 0x10000000,), False),  # a thread in a user namespace of its own
        ("kill", (OWN, 9), True),
        ("kill", (1, 9), False),
        ("kill", (0, 9), False),
        ("kill", (-1, 9), False),
        ("kill", (-OWN, 9), False),
        ("tgkill", (OWN, OWN + 1, 10), True),
        ("tgkill", (OWN - 1, OWN - 1, 10), False),
        ("prlimit64", (0, 7), True),
        ("prlimit64", (OWN - 1, 7), False),
        ("sched_setaffinity", (0,), True),
        ("sched_setaffinity", (1,), False),
        ("prctl", (15,), True),
        ("prctl", (1,), False),
        ("prctl", (4, 1), False),
        ("ioctl", (0, 0x5401), True),
        ("ioctl", (0, 0x5412), False),  # TIOCSTI puts words into a terminal
        ("ioctl", (0, 0x5401 + (1 << 32)), True),  # the kernel looks at 32 bits too
        ("fcntl", (0, 7), True),
        ("fcntl", (0, 8), False),
        ("socketpair", (1, 1 | 0x80000), True),
        ("socketpair", (1, 2), False),
        ("socketpair", (2, 1), False),
        ("sendto", (3, 1 << 40, 5), True),
        ("sendto", (3, 1 << 40, 5, 0, 1 << 40), False),
        ("sendto", (3, 1 << 40, 5, 0, 16), False),
    ],
)
def test_do_arguments_decide(name: str, arguments: tuple[int, ...], allowed: bool, machine: str) -> None:
    assert answer(machine, NUMBERS[machine][name], *arguments) == (0 if allowed else errno.EPERM)


@both
def test_is_another_architecture_refused(machine: str) -> None:
    assert answer(machine, NUMBERS[machine]["getpid"], architecture=0x40000003) == errno.ENOSYS


@both
@pytest.mark.parametrize("number", [LAST + 1, 0x40000000, 2**32 - 1])
def test_is_a_call_that_we_have_not_seen_unknown(number: int, machine: str) -> None:
    assert answer(machine, number) == errno.ENOSYS


@both
def test_are_the_numbers_those_of_the_headers(machine: str) -> None:
    header = next((path for path in HEADERS[machine] if path.exists()), None)
    if header is None and machine == X86_64 != platform.machine():
        pytest.skip("the headers of x86_64 are on machines of that kind only")
    if header is None:
        lacking("The kernel's unistd.h (linux-libc-dev)")
    found = dict(re.findall(r"#define __NR(?:3264)?_(\w+)\s+(\d+)", header.read_text()))
    found.setdefault("newfstatat", found.get("fstatat", "79"))
    ours = NUMBERS[machine]
    assert ours == {name: int(found[name]) for name in ours}


def test_is_another_machine_refused_in_words() -> None:
    with pytest.raises(Unconfinable, match=r"no system call filter for riscv64"):
        seccomp.prepare("riscv64")
