"""Is what no honest download holds refused by name, while the rest goes in? All of it is made here, in code."""

from __future__ import annotations

import contextlib
import os
import stat
import warnings
import zipfile
from pathlib import Path

import packs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from packs import Intake, course, intake, template

from autograder.course import Course, CourseError
from autograder.grade.collect import archive
from autograder.grade.collect.outcome import NEW, REFUSED, Summary

__all__ = ["course", "intake", "template"]
GOOD = "lovelaceada_1001_5001_01_small.ipynb"
EVIL = "evil_6_6_01_small.ipynb"
SAFE = ["submitted/lovelaceada/.intake.json", "submitted/lovelaceada/01_small/01_small.ipynb"]


def refused(done: Summary) -> dict[str, str]:
    return {row.member: row.why for row in done.of(REFUSED)}


def only_good(course: Course, done: Summary) -> dict[str, str]:
    """The good one went in, nothing else is anywhere; gives what was refused."""
    assert [row.student for row in done.of(NEW)] == ["lovelaceada"]
    assert list(packs.there(course)) == SAFE
    assert sorted(path.name for path in course.root.parent.iterdir() if path.suffix != ".zip") == ["course"]
    return refused(done)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        (f"../{EVIL}", "leads out of its folder"),
        (f"a/../../{EVIL}", "leads out of its folder"),
        (f"/{EVIL}", "absolute"),
        (f"C:{EVIL}", "a drive"),
        (f"C:\\{EVIL}", "a drive"),
        (f"..\\{EVIL}", "backslashes"),
        (f"{EVIL}\n", "control characters"),
        (f"\x1b[2J{EVIL}", "control characters"),
        ("a" * 230 + EVIL, "too long"),
        ("a/" * 30 + EVIL, "too deep"),
        ("con.ipynb", "can't be stored"),
        (f"{EVIL} ", "can't be stored"),
    ],
)
def test_is_a_name_that_leads_elsewhere_refused(
    name: str, words: str, course: Course, intake: Intake, tmp_path: Path
) -> None:
    raw = packs.book()
    path = packs.pack(tmp_path / "s.zip", [(GOOD, raw), (packs.info(name), raw)])
    found = only_good(course, intake(path))
    assert [words in why for why in found.values()] == [True]
    assert all(member.isprintable() for member in found)


def test_is_a_name_with_nul_refused(course: Course, intake: Intake, tmp_path: Path) -> None:
    """Python cuts such a name at the NUL: what is left looks honest."""
    raw = packs.packed([(GOOD, packs.book()), (EVIL + "x.sh", packs.book())])
    (tmp_path / "s.zip").write_bytes(raw.replace(f"{EVIL}x.sh".encode(), f"{EVIL}\0.sh".encode()))
    assert "control characters" in only_good(course, intake(tmp_path / "s.zip"))[EVIL]


def test_are_two_of_one_name_refused_both(course: Course, intake: Intake, tmp_path: Path) -> None:
    members = [(GOOD, packs.book()), (EVIL, packs.book("1")), (EVIL, packs.book("2"))]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        path = packs.pack(tmp_path / "s.zip", members)
    assert "it is there twice" in only_good(course, intake(path))[EVIL]


def test_are_names_that_differ_in_case_refused_both(course: Course, intake: Intake, tmp_path: Path) -> None:
    members = [(GOOD, packs.book()), (EVIL, packs.book("1")), (EVIL.upper(), packs.book("2"))]
    found = only_good(course, intake(packs.pack(tmp_path / "s.zip", members)))
    assert set(found) == {EVIL, EVIL.upper()}


@pytest.mark.parametrize("names", [("Bob.ipynb", "bob/x.ipynb"), ("b+ob.ipynb", "bob.ipynb")])
def test_are_students_that_come_to_one_id_refused_both(
    names: tuple[str, str], course: Course, intake: Intake, tmp_path: Path
) -> None:
    members = {name: packs.book(name) for name in names}
    done = intake(packs.pack(tmp_path / "s.zip", {"ada.ipynb": packs.book(), **members}))
    assert [row.student for row in done.of(NEW)] == ["ada"]
    assert all("would be the same student, bob" in why for why in refused(done).values())
    assert len(refused(done)) == 2


def test_is_a_file_with_a_folders_name_refused(course: Course, intake: Intake, tmp_path: Path) -> None:
    raw = packs.book()
    members = {"ada.ipynb": raw, "s": raw, "s/x": "1", "bob/01_small.ipynb/x": "1", "bob/01_small.ipynb": raw}
    done = intake(packs.pack(tmp_path / "s.zip", members))
    assert refused(done)["s"] == refused(done)["bob/01_small.ipynb"] == "a folder has the same name"
    assert [row.student for row in done.of(NEW)] == ["ada"]


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR])
def test_is_a_link_or_a_device_refused(kind: int, course: Course, intake: Intake, tmp_path: Path) -> None:
    link = packs.info(EVIL, mode=kind | 0o777)
    found = only_good(course, intake(packs.pack(tmp_path / "s.zip", [(GOOD, packs.book()), (link, "/etc/passwd")])))
    assert found[EVIL] == "it is a link or a device"


def test_is_a_member_with_a_password_refused(course: Course, intake: Intake, tmp_path: Path) -> None:
    raw = packs.packed({GOOD: packs.book(), EVIL: packs.book()})
    (tmp_path / "s.zip").write_bytes(packs.locked(raw, EVIL))
    assert only_good(course, intake(tmp_path / "s.zip"))[EVIL] == "it is locked with a password; ask for one without"


def test_is_a_damaged_member_refused(course: Course, intake: Intake, tmp_path: Path) -> None:
    stored = zipfile.ZipInfo(EVIL)
    raw = packs.packed([(GOOD, packs.book()), (stored, packs.book("a mark of its own"))])
    (tmp_path / "s.zip").write_bytes(packs.damaged(raw, b"a mark of its own"))
    assert only_good(course, intake(tmp_path / "s.zip"))[EVIL] == f"{EVIL} can't be unpacked: it is damaged"


def test_is_a_damaged_file_beside_the_notebook_refused(course: Course, intake: Intake, tmp_path: Path) -> None:
    stored = zipfile.ZipInfo("bob/data.csv")
    members = [
        ("ada/01_small.ipynb", packs.book()),
        ("bob/01_small.ipynb", packs.book()),
        (stored, "a mark"),
    ]
    (tmp_path / "s.zip").write_bytes(packs.damaged(packs.packed(members), b"a mark"))
    done = intake(tmp_path / "s.zip")
    assert [row.student for row in done.of(NEW)] == ["ada"]
    assert refused(done) == {"bob/01_small.ipynb": "data.csv can't be unpacked: it is damaged"}


@pytest.mark.parametrize("cut", [10, 200, -30, -1])
def test_is_a_truncated_zip_a_sentence(cut: int, course: Course, intake: Intake, tmp_path: Path) -> None:
    path = tmp_path / "s.zip"
    path.write_bytes(packs.packed({GOOD: packs.book()})[:cut])
    with pytest.raises(CourseError, match=r"s\.zip is no zip that can be read; nothing of it was taken in"):
        intake(path)
    assert packs.there(course) == {}
    whole = packs.pack(tmp_path / "whole.zip", {GOOD: packs.book()})
    assert "s.zip is no zip" in only_good(course, intake(path, whole))[""]


def test_is_a_bomb_refused(course: Course, intake: Intake, tmp_path: Path) -> None:
    nested = EVIL.replace(".ipynb", ".zip")
    inner = packs.packed({"01_small.ipynb": b" " * 20_000_000})
    members: list[tuple[str, str | bytes]] = [(GOOD, packs.book()), (EVIL, b" " * 20_000_000), (nested, inner)]
    found = only_good(course, intake(packs.pack(tmp_path / "s.zip", members)))
    assert found[EVIL] == "it is a bomb: it unpacks to 200 times its size or more"
    assert "unpacks to 200 times its size or more" in found[nested]


@pytest.mark.parametrize("name", ["../x.csv", "a\x9b31m.csv", "x" * 230, "aux.csv"])
def test_is_a_students_zip_with_such_a_name_refused(name: str, course: Course, intake: Intake, tmp_path: Path) -> None:
    member, inner = EVIL.replace(".ipynb", ".zip"), packs.packed({"01_small.ipynb": packs.book(), name: "x"})
    found = only_good(course, intake(packs.pack(tmp_path / "s.zip", {GOOD: packs.book(), member: inner})))
    assert "holds" in found[member]
    assert found[member].isprintable()


def test_is_a_zip_in_a_zip_in_a_zip_not_opened(course: Course, intake: Intake, tmp_path: Path) -> None:
    raw = packs.packed({"01_small.ipynb": packs.book()})
    for depth in range(3):
        raw = packs.packed({f"{depth}.zip": raw})
    name = EVIL.replace(".ipynb", ".zip")
    found = only_good(course, intake(packs.pack(tmp_path / "s.zip", {GOOD: packs.book(), name: raw})))
    assert "no notebook: ask for the .ipynb file" in found[name]


def test_are_members_that_share_their_bytes_refused(course: Course, intake: Intake, tmp_path: Path) -> None:
    """David Fifield's bomb: thousands of entries of one directory point to the same kernel of compressed zeros."""
    path = tmp_path / "s.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr(GOOD, os.urandom(5_000))
        first = made.filelist[0]
        for number in range(50):
            other = packs.info(f"x_{number}_{number}_01_small.ipynb")
            other.header_offset, other.CRC, other.file_size = first.header_offset, first.CRC, first.file_size
            other.compress_size = first.compress_size
            made.filelist.append(other)
            made.NameToInfo[other.filename] = other
        made._didModify = True  # type: ignore[attr-defined]
    with pytest.raises(CourseError, match="is a bomb: its members lie over one another"):
        intake(path)


def test_is_too_much_refused(course: Course, intake: Intake, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = packs.pack(tmp_path / "s.zip", {GOOD: packs.book(), EVIL: packs.book()})
    monkeypatch.setattr(archive, "MOST_MEMBERS", 1)
    with pytest.raises(CourseError, match="holds more than 1 members"):
        intake(path)
    monkeypatch.setattr(archive, "MOST_MEMBERS", 9)
    monkeypatch.setattr(archive, "LARGEST", 100)
    with pytest.raises(CourseError, match="unpacks to more than 0 GB"):
        intake(path)


@pytest.mark.parametrize("name", ["report.pdf", "01_small.py", "homework.html", "essay.docx"])
def test_is_what_is_no_notebook_refused_by_name(name: str, course: Course, intake: Intake, tmp_path: Path) -> None:
    member = f"evil_6_6_{name}"
    found = only_good(course, intake(packs.pack(tmp_path / "s.zip", {GOOD: packs.book(), member: "x"})))
    assert found == {member: f"{name} is no notebook: ask for the .ipynb file"}


def test_are_a_macs_and_jupyters_own_files_passed_over(course: Course, intake: Intake, tmp_path: Path) -> None:
    members = {GOOD: packs.book(), f"__MACOSX/._{GOOD}": "x", ".DS_Store": "x", ".ipynb_checkpoints/a.ipynb": "x"}
    assert only_good(course, intake(packs.pack(tmp_path / "s.zip", members))) == {}


def test_is_a_name_in_utf_8_read_though_canvas_does_not_say_so(course: Course, intake: Intake, tmp_path: Path) -> None:
    name = GOOD.replace("lovelaceada", "gödelkurt")
    (tmp_path / "s.zip").write_bytes(packs.silent_utf_8(packs.packed({name: packs.book()}), name))
    assert [row.student for row in intake(tmp_path / "s.zip").rows] == ["gödelkurt"]


def test_are_links_in_a_folder_not_followed(course: Course, intake: Intake, tmp_path: Path) -> None:
    secret = tmp_path / "secret.zip"
    secret.write_text(packs.book("secret"))
    folder = tmp_path / "course" / "hw"
    (folder / "bob").mkdir(parents=True)
    (folder / "ada.ipynb").write_text(packs.book())
    (folder / "eve.ipynb").symlink_to(secret)
    (folder / "bob" / "01_small.ipynb").symlink_to(secret)
    os.mkfifo(folder / "pipe.ipynb")
    done = intake(folder)
    assert [row.student for row in done.of(NEW)] == ["ada"]
    assert refused(done) == {
        "bob/01_small.ipynb": "a link, and is not read",
        "eve.ipynb": "a link, and is not read",
        "pipe.ipynb": "not a file, and is not read",
    }


@pytest.mark.parametrize("at", ["submitted/lovelaceada", "submitted/lovelaceada/01_small"])
def test_is_nothing_written_through_a_link_in_submitted(
    at: str, course: Course, intake: Intake, tmp_path: Path
) -> None:
    outside = course.root / "outside"
    outside.mkdir()
    (course.root / at).parent.mkdir(parents=True, exist_ok=True)
    (course.root / at).symlink_to(outside, target_is_directory=True)
    found = refused(intake(packs.pack(tmp_path / "s.zip", {GOOD: packs.book()})))
    assert found == {GOOD: f"{at} is a link or a file; move it away"}
    assert list(outside.iterdir()) == []


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=30), st.integers(0, 10_000), st.integers(0, 10_000))
def test_does_no_damage_do_more_than_refuse(template: Path, tmp_path: Path, noise: bytes, at: int, gone: int) -> None:
    """Bytes of an honest zip replaced at random: a row, a sentence, or nothing of note, but no other error."""
    course = Course(template)
    raw = packs.packed({GOOD: packs.book(), "b_2_3_x.zip": packs.packed({"01_small.ipynb": packs.book()})})
    at, gone = at % len(raw), gone % 100
    path = tmp_path / "s.zip"
    path.write_bytes(raw[:at] + noise + raw[at + gone :])
    with contextlib.suppress(CourseError):
        assert packs.take(course, path, dry=True).dry
