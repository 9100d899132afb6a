"""Opening a submission: what is put right, and what is refused in words."""

from __future__ import annotations

import contextlib
import copy
import errno
import json
import os
import random
import stat
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any, ClassVar

import pytest
import small

from autograder.course import Course
from autograder.grade import exam, folder, gradebook, intake
from autograder.grade.exam import Exam
from autograder.grade.result import Refusal


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    made = small.course(tmp_path_factory.mktemp("course"))
    gradebook.prepare(made, gradebook.url(made))
    return made


@pytest.fixture(scope="module")
def by(course: Course) -> Exam:
    with gradebook.opened(course) as book:
        return exam.of(book, course, small.NAME, small.NAME, exam.settings(course))


@pytest.fixture(autouse=True)
def _desk(by: Exam) -> None:
    Desk.exam = by


class Desk:
    exam: ClassVar[Exam]


def handed(path: Path) -> intake.Handed:
    return intake.load(path.parent, Desk.exam)


def opened(course: Course, path: Path) -> intake.Opened:
    found = handed(path)
    restored = intake.restore(found.raw, Desk.exam)
    return intake.Opened(restored.notebook, (*found.notes, *restored.notes))


def refusal(course: Course, path: Path) -> str:
    with pytest.raises(Refusal) as caught:
        opened(course, path)
    return str(caught.value)


def entry(found: intake.Opened, name: str) -> dict[str, Any]:
    metadata: dict[str, Any] = small.find(found.notebook, name)["metadata"]["nbgrader"]
    return metadata


def test_is_an_ordinary_submission_opened_without_a_remark(course: Course) -> None:
    assert opened(course, small.hand_in(course, "plain", small.answers)).notes == ()


def test_does_broken_json_say_where_it_broke(course: Course) -> None:
    path = small.hand_in(course, "broken")
    path.write_text('{\n "cells": [1, 2,\n')
    assert refusal(course, path) == "01_small.ipynb is not JSON: line 3, column 1: Expecting value."


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "01_small.ipynb is empty."),
        (b"\xff\xfe\x00", "01_small.ipynb is not text: byte 0 is not UTF-8."),
        (b"[]", "01_small.ipynb is JSON, but not a notebook."),
        (b'{"nbformat": 5, "cells": []}', "01_small.ipynb has notebook format 5; this course reads up to format 4."),
        (b'{"nbformat": 4}', "01_small.ipynb has no cells."),
        (b'{"nbformat": 4, "cells": [7]}', "Cell 1 of 01_small.ipynb is no notebook cell."),
        (b'{"nbformat": 3, "worksheets": 5}', "01_small.ipynb has notebook format 3 and can't be converted to 4."),
        (b"[" * 200_000, "01_small.ipynb is nested too deeply to be a notebook."),
    ],
)
def test_is_a_file_that_is_no_notebook_refused_in_words(course: Course, content: bytes, words: str) -> None:
    path = small.hand_in(course, "odd")
    path.write_bytes(content)
    assert refusal(course, path) == words


def test_is_a_file_over_the_limit_refused(course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    path = small.hand_in(course, "large")
    path.write_text(path.read_text() + " " * 2_000_000)
    monkeypatch.setattr(intake, "LARGEST_NOTEBOOK", 1_000_000)
    assert refusal(course, path) == "01_small.ipynb has 2 MB; the limit is 1."


def test_are_other_files_over_the_limit_refused(course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    path = small.hand_in(course, "data")
    (path.parent / "data.csv").write_bytes(b"0" * 2_000_000)
    monkeypatch.setattr(intake, "LARGEST_FILES", 1_000_000)
    assert refusal(course, path) == "Its files are larger than 1 MB together."


def test_is_a_missing_notebook_named(course: Course) -> None:
    path = small.hand_in(course, "missing")
    path.unlink()
    assert refusal(course, path) == "There is no notebook 01_small.ipynb in the folder."


def test_is_a_renamed_notebook_taken_for_what_it_is(course: Course) -> None:
    found = opened(course, small.hand_in(course, "renamed", small.answers, file="final (2).ipynb"))
    assert found.notes == ("final (2).ipynb was taken for 01_small.ipynb.",)


def test_is_a_choice_between_two_renamed_notebooks_left_to_a_person(course: Course) -> None:
    small.hand_in(course, "two", file="a.ipynb")
    path = small.hand_in(course, "two", file="b.ipynb")
    assert refusal(course, path) == "There is no notebook 01_small.ipynb in the folder, but a.ipynb, b.ipynb."


def test_is_another_course_s_notebook_not_taken_for_ours(course: Course) -> None:
    path = small.hand_in(course, "foreign", lambda book: book.update(cells=[]), file="other.ipynb")
    assert refusal(course, path).endswith("but other.ipynb.")


def test_is_a_link_to_somebody_else_s_notebook_refused(course: Course) -> None:
    victim = small.hand_in(course, "victim", small.answers)
    path = small.hand_in(course, "thief")
    path.unlink()
    path.symlink_to(victim)
    assert refusal(course, path) == "01_small.ipynb is not a regular file."


def test_are_links_among_the_other_files_left_behind(course: Course) -> None:
    folder = small.hand_in(course, "linker").parent
    (folder / "own.csv").write_text("1,2")
    (folder / "stolen").symlink_to(course.master(small.NAME))
    (folder / "folder").symlink_to(course.source)
    found = handed(folder / f"{small.NAME}.ipynb")
    assert dict(found.files) == {"own.csv": b"1,2"}
    assert found.notes == ("Left out: folder (a link), stolen (a link).",)


def test_is_a_notebook_of_format_3_converted(course: Course) -> None:
    path = small.hand_in(course, "old")
    cell = {"cell_type": "code", "input": "x = 1", "language": "python", "metadata": {}, "outputs": []}
    path.write_text(json.dumps({"nbformat": 3, "nbformat_minor": 0, "metadata": {}, "worksheets": [{"cells": [cell]}]}))
    assert opened(course, path).notebook["cells"][0]["source"] == "x = 1"


def test_are_forged_points_and_kinds_put_right(course: Course) -> None:
    def forge(book: small.Notebook) -> None:
        small.find(book, "check_1")["metadata"]["nbgrader"] |= {"points": 100, "locked": False, "grade": False}

    found = entry(opened(course, small.hand_in(course, "forger", forge)), "check_1")
    assert (found["points"], found["locked"], found["grade"]) == (1, True, True)


def test_is_a_tag_that_skips_a_test_taken_away(course: Course) -> None:
    def skip(book: small.Notebook) -> None:
        small.find(book, "check_1")["metadata"]["tags"] = ["skip-execution"]

    found = opened(course, small.hand_in(course, "skipper", skip))
    assert "tags" not in small.find(found.notebook, "check_1")["metadata"]


def test_are_outputs_dropped_before_anything_else_reads_them(course: Course) -> None:
    def fatten(book: small.Notebook) -> None:
        small.find(book, "check_1")["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "x" * 1000}] * 9

    found = opened(course, small.hand_in(course, "fat", fatten))
    assert all(cell.get("outputs", []) == [] for cell in found.notebook["cells"])


def test_are_deleted_and_doubled_cells_named(course: Course) -> None:
    def change(book: small.Notebook) -> None:
        book["cells"].remove(small.find(book, "check_1"))
        book["cells"].append(copy.deepcopy(small.find(book, "check_2")))

    notes = opened(course, small.hand_in(course, "editor", change)).notes
    assert notes == ("check_2 is there 2 times; the last one counts.", "check_1 was deleted: 0 points for it.")


def test_is_a_test_that_stands_before_its_answer_named(course: Course) -> None:
    def move(book: small.Notebook) -> None:
        answer = small.find(book, "answer_2")
        book["cells"].remove(answer)
        book["cells"].append(answer)

    notes = opened(course, small.hand_in(course, "mover", move)).notes
    assert notes == ("check_2 stands before answer_2, which it tests.",)


def test_is_a_foreign_kernel_named(course: Course) -> None:
    def other(book: small.Notebook) -> None:
        book["metadata"]["kernelspec"] = {"name": "ir", "display_name": "R", "language": "R"}

    notes = opened(course, small.hand_in(course, "statistician", other)).notes
    assert notes == ("It was written for the kernel 'ir' and run with 'python3'.",)


# ---- what lies in the folder


def test_is_a_pipe_in_the_place_of_the_notebook_refused_without_waiting_for_it(course: Course) -> None:
    path = small.hand_in(course, "plumber")
    path.unlink()
    os.mkfifo(path)
    assert refusal(course, path) == "01_small.ipynb is not a regular file."


def test_is_a_pipe_beside_the_notebook_left_out(course: Course) -> None:
    path = small.hand_in(course, "plumber 2")
    os.mkfifo(path.parent / "data.csv")
    assert handed(path).notes == ("Left out: data.csv (not a file).",)


@pytest.mark.parametrize("part", ["student", "assignment"])
def test_is_a_folder_that_is_a_link_refused(course: Course, part: str) -> None:
    victim = small.hand_in(course, "victim", small.answers)
    student = course.submitted / f"link {part}"
    if part == "student":
        student.symlink_to(victim.parent.parent)
    else:
        student.mkdir()
        (student / small.NAME).symlink_to(victim.parent)
    with pytest.raises(Refusal, match=r"The folder 01_small can't be opened: it is a link or no folder\."):
        intake.load(student / small.NAME, Desk.exam)


def test_is_a_folder_too_deep_refused(course: Course) -> None:
    path = small.hand_in(course, "digger")
    path.parent.joinpath(*["d"] * 25).mkdir(parents=True)
    assert refusal(course, path) == "The folder is nested more than 20 folders deep."


def test_are_too_many_files_refused(course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folder, "MOST_FILES", 3)
    path = small.hand_in(course, "hoarder")
    for number in range(4):
        (path.parent / str(number)).touch()
    assert refusal(course, path) == "The folder holds more than 3 files."


def test_does_a_name_that_is_not_text_reach_nobody_s_terminal(course: Course) -> None:
    path = small.hand_in(course, "namer")
    Path(os.fsdecode(bytes(path.parent) + b"/\xff.csv")).touch()
    (path.parent / "red\x1b[31m.ipynb").touch()
    notes = handed(path).notes
    assert notes == ("Not looked at: red�[31m.ipynb.", "Left out: \\udcff.csv (its name is not UTF-8).")


@pytest.mark.skipif(os.geteuid() != 0, reason="takes another user's rights away")
def test_is_an_unreadable_notebook_named_with_the_reason(course: Course) -> None:
    path = small.hand_in(course, "closed")
    path.chmod(0)
    for above in path.parents:
        if not above.stat().st_mode & 0o001:
            above.chmod(0o711)
    os.seteuid(65534)
    try:
        words = refusal(course, path)
    finally:
        os.seteuid(0)
    assert words == "01_small.ipynb can't be read: Permission denied."


def test_are_an_assignment_s_other_notebooks_no_strangers(course: Course) -> None:
    path = small.hand_in(course, "both")
    (path.parent / "02_other.ipynb").touch()
    assert intake.load(path.parent, Desk.exam, ["02_other"]).notes == ()
    assert intake.load(path.parent, Desk.exam).notes == ("Not looked at: 02_other.ipynb.",)


# ---- zips


def zipped(course: Course, student: str, entries: dict[str, bytes], **kinds: int) -> Path:
    path = small.hand_in(course, student)
    book = path.read_bytes()
    path.unlink()
    with zipfile.ZipFile(path.parent / "hand in.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = kinds.get("mode", stat.S_IFREG | 0o644) << 16
            archive.writestr(info, data or book)
    return path


BOOK = {f"{small.NAME}.ipynb": b""}


def test_is_a_single_zip_read_as_the_folder_that_it_packs(course: Course) -> None:
    inside = {f"hand in/{name}": data for name, data in {**BOOK, "data/x.csv": b"1", "timestamp.txt": b"2020"}.items()}
    path = zipped(course, "packer", {**inside, "__MACOSX/._x": b"?"})
    (path.parent / "timestamp.txt").write_text("2026-03-02 18:04:00 UTC")
    found = handed(path)
    assert dict(found.files) == {"data/x.csv": b"1", "timestamp.txt": b"2026-03-02 18:04:00 UTC"}
    assert found.notes == ("Taken out of hand in.zip.",)
    assert intake.restore(found.raw, Desk.exam).notes == ()
    assert sorted(entry.name for entry in path.parent.iterdir()) == ["hand in.zip", "timestamp.txt"]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("../../gradebook.db", "'../../gradebook.db', a name that leads out of its folder"),
        ("/etc/passwd", "'/etc/passwd', a name that leads out of its folder"),
        ("C:\\x", "a name that leads out of its folder"),
        ("a//b", "a name that leads out of its folder"),
        ("a\nb", "a name that no honest file has"),
        ("a/" * 30 + "b", "a name that no honest file has"),
    ],
)
def test_is_a_zip_with_a_name_that_leads_elsewhere_refused(course: Course, name: str, words: str) -> None:
    assert words in refusal(course, zipped(course, "slipper", {**BOOK, name: b"x"}))


def test_is_a_zip_with_a_link_refused(course: Course) -> None:
    path = zipped(course, "linker in a zip", {f"{small.NAME}.ipynb": b"/etc/passwd"}, mode=stat.S_IFLNK | 0o777)
    assert refusal(course, path) == "hand in.zip holds '01_small.ipynb', which is a link or a device."


def test_is_a_zip_bomb_refused_unopened(course: Course) -> None:
    path = zipped(course, "bomber", {**BOOK, "big": b"\0" * 20_000_000})
    assert "which unpacks to 200 times its size or more" in refusal(course, path)


def test_are_the_entries_of_a_zip_counted_before_they_are_read(course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    path = zipped(course, "hoarder", BOOK)
    archive = path.parent / "hand in.zip"
    archive.write_bytes(b"PK\1\2" * 50_000 + archive.read_bytes())
    assert refusal(course, path) == "hand in.zip holds more than 2000 files."


def test_is_a_zip_that_wants_more_memory_than_there_is_refused(course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    path = zipped(course, "glutton", BOOK)

    def glutton(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr(zipfile.ZipFile, "open", glutton)
    assert "can't be unpacked" in refusal(course, path)


def test_is_a_folder_of_which_only_the_names_can_be_read_refused(
    course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As mode 0444 makes one for everybody but root."""
    path = zipped(course, "locked", BOOK)

    class Entry:
        name = "01_small.ipynb"

        def stat(self, *, follow_symlinks: bool) -> None:
            raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(os, "scandir", lambda _: contextlib.nullcontext([Entry()]))
    assert refusal(course, path) == "Permission denied"


def test_is_a_zip_that_lies_of_its_size_cut_off(course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    path = zipped(course, "liar", {**BOOK, "big": b"\0" * 3_000_000})
    archive = path.parent / "hand in.zip"
    small_size = (1000).to_bytes(4, "little")
    archive.write_bytes(archive.read_bytes().replace((3_000_000).to_bytes(4, "little"), small_size))
    found = handed(path)
    assert len(found.files.get("big", b"")) <= 1000
    assert "Left out" in " ".join(found.notes) or len(found.files["big"]) == 1000


def test_is_a_zip_of_zips_not_followed(course: Course) -> None:
    path = zipped(course, "matryoshka", {"inner.zip": b"PK"})
    assert refusal(course, path) == "There is no notebook 01_small.ipynb in the folder."


def test_is_a_zip_with_two_files_of_one_name_refused(course: Course) -> None:
    path = zipped(course, "twice", {**BOOK, "a": b"x", "a/b": b"y"})
    assert refusal(course, path) == "hand in.zip holds two files of the same name."


@pytest.mark.parametrize("content", [b"", b"PK", b"PK\x03\x04" + b"\0" * 50, b"PK\x05\x06" + b"\xff" * 18])
def test_is_a_broken_zip_refused(course: Course, content: bytes) -> None:
    path = small.hand_in(course, "broken zip")
    path.unlink()
    (path.parent / "x.zip").write_bytes(content)
    assert refusal(course, path) in (
        "x.zip is no zip that can be read.",
        "There is no notebook 01_small.ipynb in the folder.",
    )


def test_is_a_zip_with_a_password_refused(course: Course) -> None:
    path = zipped(course, "secret", BOOK)
    archive = path.parent / "hand in.zip"
    raw = bytearray(archive.read_bytes())
    raw[6] |= 1
    raw[raw.index(b"PK\x01\x02") + 8] |= 1
    archive.write_bytes(raw)
    assert refusal(course, path) == "hand in.zip is locked with a password."


def test_does_a_damaged_zip_never_do_more_than_be_refused(course: Course) -> None:
    path = zipped(course, "mangled", {**BOOK, "data": b"1,2,3" * 100})
    archive = path.parent / "hand in.zip"
    whole = archive.read_bytes()
    chance = random.Random(4)
    for _ in range(300):
        raw = bytearray(whole)
        for _ in range(chance.randint(1, 6)):
            raw[chance.randrange(len(raw))] = chance.randrange(256)
        archive.write_bytes(raw)
        with contextlib.suppress(Refusal):
            handed(path)


# ---- what is in the notebook


def bare(*cells: Any, **more: Any) -> bytes:
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": list(cells), **more}).encode()


def code(source: Any, **more: Any) -> dict[str, Any]:
    return {"cell_type": "code", "metadata": {}, "source": source, **more}


def refused(raw: bytes) -> str:
    with pytest.raises(Refusal) as caught:
        intake.restore(raw, Desk.exam)
    return str(caught.value)


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (bare(code("x" * 2_000_001)), "Cell 1 of 01_small.ipynb has 2000001 characters; the limit is 2000000."),
        (bare(*[code("")] * 5_001), "01_small.ipynb has 5001 cells; the limit is 5000."),
        (
            b'{"nbformat": 4, "cells": [], "x": ' + b"9" * 5_000 + b"}",
            "01_small.ipynb holds a number that is too long.",
        ),
        (b"[" + b"[]," * 2_100_000 + b"[]]", "01_small.ipynb holds far more objects than a notebook does."),
        (bare(code({"a": 1})), "Cell 1 of 01_small.ipynb is no notebook cell: its text is no text."),
        (bare(code([1, 2])), "Cell 1 of 01_small.ipynb is no notebook cell: its text is no text."),
        (b'{"nbformat": true, "cells": []}', "01_small.ipynb is JSON, but not a notebook."),
        (b'{"a":' * 150_000, "01_small.ipynb is nested too deeply to be a notebook."),
    ],
    ids=["huge cell", "many cells", "huge number", "many objects", "dict", "numbers", "true", "deep"],
)
def test_is_a_hostile_notebook_refused_in_words(raw: bytes, words: str) -> None:
    assert refused(raw) == words


def test_are_nul_and_half_characters_replaced() -> None:
    found = intake.restore(bare(code("a\0\ud800b"), code("c")), Desk.exam)
    assert [cell["source"] for cell in found.notebook["cells"]] == ["a��b", "c"]
    assert found.notes[0] == "Characters that are no text were replaced in 1 of its cells."
    json.dumps(found.notebook, ensure_ascii=False).encode()


def test_is_a_test_turned_into_text_code_again(course: Course) -> None:
    def turn(book: small.Notebook) -> None:
        cell = small.find(book, "check_3")
        cell.update(cell_type="markdown")
        del cell["outputs"], cell["execution_count"]

    cell = small.find(opened(course, small.hand_in(course, "turner", turn)).notebook, "check_3")
    assert (cell["cell_type"], cell["outputs"]) == ("code", [])
    assert "HIDDEN TESTS" in cell["source"]


def test_does_a_stranger_s_grade_id_make_a_cell_an_ordinary_one() -> None:
    entry = {"grade_id": "bonus", "grade": True, "points": 100, "locked": True, "solution": False}
    found = intake.restore(bare(code("pass", metadata={"nbgrader": entry})), Desk.exam)
    assert found.notebook["cells"][0]["metadata"] == {}


@pytest.mark.parametrize("entry", [[], "check_1", {"grade_id": 5}, {"grade_id": ["check_1"]}, {"grade_id": None}, {}])
def test_is_broken_metadata_no_metadata(entry: Any) -> None:
    found = intake.restore(bare(code("pass", metadata={"nbgrader": entry})), Desk.exam)
    assert found.notebook["cells"][0]["metadata"] == {}


def test_is_a_picture_in_a_written_answer_kept_and_nothing_else() -> None:
    attachments = {"a.png": {"image/png": "AAAA", "text/html": "<script>"}, "b": {"text/html": "<b>"}, "c": 5}
    cell = {"cell_type": "markdown", "metadata": {}, "source": "", "attachments": attachments}
    found = intake.restore(bare(cell), Desk.exam).notebook["cells"][0]
    assert found["attachments"] == {"a.png": {"image/png": "AAAA"}}


def test_is_neither_nbgrader_nor_nbformat_loaded_for_an_ordinary_notebook(course: Course) -> None:
    path = small.hand_in(course, "light", small.answers)
    data = json.dumps({"exam": Desk.exam.to_data(), "raw": path.read_text()})
    code = (
        "import json, sys\n"
        "from autograder.grade.exam import Exam\n"
        "from autograder.grade.restore import restore\n"
        "data = json.load(sys.stdin)\n"
        "assert restore(data['raw'].encode(), Exam.from_data(data['exam'])).notes == ()\n"
        "assert not {'nbgrader', 'nbformat', 'traitlets', 'sqlalchemy'} & set(sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", code], input=data, text=True, check=True)


def test_does_an_exam_survive_the_journey_to_another_machine(by: Exam) -> None:
    assert Exam.from_data(json.loads(json.dumps(by.to_data()))) == by
