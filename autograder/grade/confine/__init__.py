"""Shuts a forked child in before it runs a line of a student's code. No root is needed and no helper program.

    plan = confine.prepare(confine.readable())      once, in the warm parent
    confine.enter(plan, scratch, limits, keep)      in each child, right after the fork

The layers, each of which holds without the others where it can (tests/grade/confine tries them alone):

    namespaces.py   a file tree of its own, read-only but for the scratch folder; no network; no shared memory of others
    landlock.py     reads what the interpreter needs, writes to the scratch folder, runs no program
    limits.py       memory, CPU time, file size, open files, threads
    seccomp.py      no new process, no socket, no signal to others, nothing that computing does not take

syscalls.py speaks with the kernel, interpreter.py says what Python needs to read, trial.py what a platform lacks.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.grade.confine import landlock, limits, namespaces, seccomp
from autograder.grade.confine.interpreter import readable as readable
from autograder.grade.confine.limits import Limits as Limits
from autograder.grade.confine.syscalls import PR_SET_DUMPABLE, PR_SET_PDEATHSIG, prctl
from autograder.grade.confine.syscalls import Unconfinable as Unconfinable
from autograder.grade.confine.trial import missing as missing


@dataclass(frozen=True)
class Plan:
    """All that can be worked out before the fork. Its descriptors stay open in the parent for as long as it forks."""

    parent: int  # the process that forks; a child ends with it
    null: int  # a descriptor of /dev/null
    tree: namespaces.Tree
    grants: tuple[landlock.Grant, ...]
    program: seccomp.Program


def prepare(readable: Sequence[Path]) -> Plan:
    """In the process that forks the children. Raises Unconfinable."""
    return Plan(
        parent=os.getpid(),
        null=os.open(os.devnull, os.O_RDWR | os.O_CLOEXEC),
        tree=namespaces.prepare(readable),
        grants=landlock.prepare(readable),
        program=seccomp.prepare(),
    )


def enter(plan: Plan, scratch: Path, limits_: Limits, keep: Sequence[int] = ()) -> None:
    """In the forked child, which has one thread. `scratch` is an empty folder; a file system of limited size covers it,
    so nothing that is written there reaches the disk, and the folder is empty again when the child is gone.
    Afterwards it is the working directory. Of the descriptors only `keep` stays open; input, output and errors lead
    to /dev/null unless they are kept. Raises Unconfinable, after which the child must end."""
    _die_with(plan.parent)
    if os.getsid(0) != os.getpid():
        os.setsid()
    present = limits.address_space()
    scratch = scratch.resolve()
    namespaces.enter(plan.tree, scratch, limits_.scratch, limits_.scratch_files)
    landlock.restrict(plan.grants, scratch)
    namespaces.drop_capabilities()
    _close_all_but(keep, plan.null)
    limits.apply(limits_, present)
    prctl(PR_SET_DUMPABLE, 0)  # its memory and its files in /proc are nobody's business
    _die_with(plan.parent)  # once more: some changes of credentials take it back
    seccomp.install(plan.program, os.getpid())


def _die_with(parent: int) -> None:
    prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # it was gone before we asked
        raise Unconfinable("The process that prepared the confinement is gone, or was not the one that forked.")


def _close_all_but(keep: Iterable[int], null: int) -> None:
    kept = sorted(keep)
    for standard in {0, 1, 2}.difference(kept):
        os.dup2(null, standard)
    start = 3
    for descriptor in [number for number in kept if number > 2]:
        os.closerange(start, descriptor)
        start = descriptor + 1
    os.closerange(start, 1 << 30)
