"""Puts a bundle into a folder, and changes nothing there that an earlier run did not write.

A list of what was written, with hashes, lies in the folder. By it a second run knows its own files, notices which of
them somebody has changed (a student's answers, perhaps), and leaves every other file alone. The list is written before
the files: a run that was killed is simply done again.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from autograder.author.publish import wheel
from autograder.course import CourseError
from autograder.grade.files import write as write_whole

MANIFEST = ".autograder-bundle.json"
Known = dict[str, list[str]]
"""What earlier runs wrote: a file's name, and the hashes of what may stand there."""


@dataclass
class Plan:
    """What would happen to the files of a folder; `files` maps the name of each file of the bundle to its bytes."""

    folder: Path
    files: dict[str, bytes]
    known: Known
    new: list[str] = field(default_factory=list)
    replaced: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)

    def what(self, name: str) -> str:
        kinds = ("new", "replaced", "unchanged", "removed")
        return next(kind for kind in kinds if name in getattr(self, kind))


def plan(folder: Path, files: dict[str, bytes], force: bool = False) -> Plan:
    """Looks, and writes nothing. A folder that is not ours, or a file that changed since, is refused by name."""
    with _sentences(folder):
        known = _known(folder)
        made = Plan(folder, files, known)
        lost = sorted(name for name in known.keys() - files.keys() if (folder / name).is_file())
        changed = [name for name in [*files, *lost] if not _fits(made, name, lost)]
    strange = [name for name in changed if name not in known]
    if strange:
        raise CourseError(
            f"{folder} holds {_some(strange)}, which no earlier run wrote. Move it away, or name another folder."
        )
    if changed and not force:
        raise CourseError(
            f"{folder} was changed since it was published: {_some(changed)}. Keep what is needed of it, then run this "
            "again with --force, which writes it anew."
        )
    return made


def _fits(made: Plan, name: str, lost: list[str]) -> bool:
    """Sorts a file into the plan. False where what stands there is neither the bundle's nor an earlier run's."""
    path = made.folder / name
    if not path.resolve().is_relative_to(made.folder.resolve()):
        raise CourseError(f"{path} leads out of {made.folder} by a link. Remove the link, then publish again.")
    if path.is_dir():
        raise CourseError(f"{path} is a folder, where a file of the bundle belongs. Move it away, then publish again.")
    there = path.read_bytes() if path.exists() else None
    kind = "removed" if name in lost else "new" if there is None else "replaced"
    if there is not None and there == made.files.get(name):
        kind = "unchanged"
    getattr(made, kind).append(name)
    return kind in ("new", "unchanged") or _hash(there or b"") in made.known.get(name, [])


def write(made: Plan) -> None:
    """Each file is written beside its place and then moved there, so that nobody meets half of one."""
    wanted = {name: [_hash(data)] for name, data in made.files.items()}
    either = {name: made.known.get(name, []) + wanted.get(name, []) for name in {**made.known, **wanted}}
    with _sentences(made.folder):
        made.folder.mkdir(parents=True, exist_ok=True)
        write_whole(made.folder / MANIFEST, _manifest(either))
        for name in made.new + made.replaced:
            (made.folder / name).parent.mkdir(parents=True, exist_ok=True)
            write_whole(made.folder / name, made.files[name])
        for name in made.removed:
            (made.folder / name).unlink(missing_ok=True)
            with suppress(OSError):  # somebody keeps something of their own there
                os.removedirs((made.folder / name).parent)
        write_whole(made.folder / MANIFEST, _manifest(wanted))


def zipped(folder: Path) -> Path:
    """Where the zip of a bundle goes: beside its folder."""
    path = folder.with_name(f"{folder.name}.zip")
    if path.exists() and not _ours(path):
        raise CourseError(
            f"{path} is there already, and no bundle of ours. Move it away, or publish under another name."
        )
    return path


def write_zip(path: Path, files: dict[str, bytes]) -> None:
    listed = {**files, MANIFEST: _manifest({name: [_hash(data)] for name, data in files.items()})}
    packed = {f"{path.stem}/{name}": data for name, data in listed.items()}
    with _sentences(path.parent):
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, wheel.archive(packed, packed=True))


def _ours(path: Path) -> bool:
    with suppress(OSError, zipfile.BadZipFile), zipfile.ZipFile(io.BytesIO(path.read_bytes())) as archive:
        return any(name.count("/") == 1 and name.endswith(f"/{MANIFEST}") for name in archive.namelist())
    return False


def _known(folder: Path) -> Known:
    """What the list in the folder says. One without a list has to be empty, but for dotfiles: a repository's own."""
    if not folder.exists():
        return {}
    if not folder.is_dir():
        raise CourseError(f"{folder} is a file. Name a folder for the bundle.")
    if not (folder / MANIFEST).exists():
        found = sorted(path.name for path in folder.iterdir() if not path.name.startswith("."))
        if found:
            raise CourseError(
                f"{folder} is not empty, and no earlier run wrote it: {_some(found)} would stand among the students' "
                "files. Name a new folder."
            )
        return {}
    with suppress(ValueError, AttributeError, TypeError):
        files = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["files"]
        return {str(name): [str(each) for each in hashes] for name, hashes in files.items() if _inside(str(name))}
    raise CourseError(f"{folder / MANIFEST} can't be read. Publish into a new folder, and remove this one by hand.")


def _inside(name: str) -> bool:
    """Nothing above the folder is ever removed, whatever somebody wrote into the list."""
    return bool(name) and not name.startswith("/") and ".." not in name.split("/")


def _manifest(files: Known) -> bytes:
    made: dict[str, Any] = {"written by": "autograder publish", "files": dict(sorted(files.items()))}
    return (json.dumps(made, indent=1, ensure_ascii=False) + "\n").encode()


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _some(names: list[str]) -> str:
    shown = ", ".join(names[:3])
    return f"{shown} and {len(names) - 3} more" if len(names) > 3 else shown


@contextmanager
def _sentences(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise CourseError(
            f"{error.filename or folder}: {error.strerror}. Make room or see that you may write there, then publish "
            "again: it goes on from what is there."
        ) from error
