"""What the platform must have, what the interpreter may read, and the plan for it."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from beds import lacking

import autograder
from autograder.grade import confine
from autograder.grade.confine import landlock, namespaces

ROOT = Path(__file__).resolve().parents[3]
_SHUT = """
import os, sys
from pathlib import Path
from autograder.grade import confine
from autograder.grade.confine.syscalls import unshare
user = os.geteuid()
unshare(0x10000000)
Path("/proc/self/uid_map").write_text(f"0 {user} 1")
Path("/proc/sys/user/max_user_namespaces").write_text("0")
print(*confine.missing(), sep="\\n")
"""


def test_is_what_is_missing_said_in_a_sentence_with_the_remedy() -> None:
    """In a user namespace in which no other can be made, as administrators forbid them."""
    if confine.missing():
        lacking(confine.missing()[0])
    done = subprocess.run([sys.executable, "-c", _SHUT], capture_output=True, text=True, timeout=600, check=True)
    (words,) = done.stdout.splitlines()
    assert words.startswith("Unprivileged user namespaces are off. Switch them on with sysctl")


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (errno.ENOSYS, "The kernel has no Landlock"),
        (errno.EOPNOTSUPP, "Landlock is switched off"),
        (errno.EPERM, "container"),
    ],
)
def test_is_a_lack_of_landlock_told(error: int, words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*arguments: object) -> int:
        raise OSError(error, os.strerror(error))

    monkeypatch.setattr(landlock, "call", refuse)
    with pytest.raises(confine.Unconfinable, match=words):
        landlock.version()


def test_is_another_system_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    assert [words.split(":")[0] for words in confine.missing()] == ["Student code can be confined on Linux only"]


def test_is_nothing_of_the_course_or_of_people_readable() -> None:
    found = [path.resolve() for path in confine.readable()]
    secret = [
        ROOT / "source",
        ROOT / "tests",
        ROOT / "release",
        ROOT / "gradebook.db",
        Path.home(),
        Path("/proc/1"),
        Path("/tmp/x"),
    ]
    open_to = [path for path in secret for granted in found if granted == path or granted in path.parents]
    assert open_to == []


def test_is_the_package_readable_without_what_lies_around_it() -> None:
    assert Path(next(iter(autograder.__path__))) in confine.readable()
    assert not any(path == ROOT for path in confine.readable())


def test_is_a_virtual_environment_that_is_the_course_folder_readable_in_part(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("lib", "source"):
        (tmp_path / name).mkdir()
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    assert [path for path in confine.readable() if tmp_path in (path, *path.parents)] == [tmp_path / "lib"]


@pytest.fixture
def make(tmp_path: Path) -> Callable[[str], Path]:
    def folder(name: str) -> Path:
        (tmp_path / name).mkdir(parents=True)
        return tmp_path / name

    return folder


def test_does_the_tree_know_the_links_on_the_way(tmp_path: Path, make: Callable[[str], Path]) -> None:
    real = make("real/lib")
    (tmp_path / "way").symlink_to("real")
    (tmp_path / "other").symlink_to(tmp_path / "way" / "lib")
    tree = namespaces.prepare([tmp_path / "other"])
    assert tree.binds == (str(real),)
    assert tree.links == ((str(tmp_path / "other"), str(tmp_path / "way" / "lib")), (str(tmp_path / "way"), "real"))


def test_is_a_folder_inside_another_bound_once(make: Callable[[str], Path]) -> None:
    inner = make("outer/inner")
    (inner / "file").touch()
    tree = namespaces.prepare([inner / "file", inner, inner.parent])
    assert tree.binds == (str(inner.parent),)
    assert tree.files == ()


def test_is_a_ring_of_links_refused(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to("b")
    (tmp_path / "b").symlink_to("a")
    with pytest.raises(confine.Unconfinable, match="chain of symbolic links"):
        namespaces.prepare([tmp_path / "a"])


def test_do_limits_travel_as_data() -> None:
    limits = confine.Limits(cpu=7, threads=3)
    assert confine.Limits.from_data(limits.to_data()) == limits
