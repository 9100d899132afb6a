"""What do the names in a download say? Canvas's, Moodle's, nbgrader's and plain ones."""

from __future__ import annotations

import re
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.grade.collect import archive, people, schemes
from autograder.grade.collect.schemes import Claim

BOOKS = {"01_small", "02_other"}
words = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=12)
numbers = st.integers(1, 10**12).map(str)
wild = st.text(max_size=60)


def one(name: str) -> Claim | None:
    return schemes.read([name], BOOKS, BOOKS, "submissions")[0]


@pytest.mark.parametrize(
    ("name", "claim"),
    [
        (
            "lovelaceada_1001_5001_01_small.ipynb",
            Claim("canvas", "lovelaceada", "01_small.ipynb", "1001", False, (5001,)),
        ),
        ("lovelaceada_LATE_1001_5001_a b.ipynb", Claim("canvas", "lovelaceada", "a b.ipynb", "1001", True, (5001,))),
        ("lovelaceada_late_1001_5001_x.ipynb", Claim("canvas", "lovelaceada", "x.ipynb", "1001", True, (5001,))),
        ("late_1001_5001_x.ipynb", Claim("canvas", "late", "x.ipynb", "1001", False, (5001,))),
        ("o-neil2_1_2_x.ipynb", Claim("canvas", "o-neil2", "x.ipynb", "1", False, (2,))),
        ("gödelkurt_1_2_x.ipynb", Claim("canvas", "gödelkurt", "x.ipynb", "1", False, (2,))),
        ("李明_1_2_x.ipynb", Claim("canvas", "李明", "x.ipynb", "1", False, (2,))),
        ("123_1_2_x.ipynb", Claim("canvas", "123", "x.ipynb", "1", False, (2,))),
        ("_1_2_x.ipynb", Claim("canvas", "", "x.ipynb", "1", False, (2,))),
        ("team_3_1001_5001_01_small.ipynb", Claim("canvas", "team_3", "01_small.ipynb", "1001", False, (5001,))),
        ("LATE_anon_aB3xY_5001_x.ipynb", Claim("canvas", "anon_aB3xY", "x.ipynb", "anon_aB3xY", True, (5001,))),
        ("Ada Lovelace_12_assignsubmission_file_/a/x.ipynb", Claim("moodle", "Ada Lovelace", "a/x.ipynb", "12")),
        ("Ada Lovelace_12_assignsubmission_file/x.ipynb", Claim("moodle", "Ada Lovelace", "x.ipynb", "12")),
        ("Ada Lovelace_12_assignsubmission_file_x_1.ipynb", Claim("moodle", "Ada Lovelace", "x_1.ipynb", "12")),
        ("out/Ada L_12_assignsubmission_file_/x.ipynb", Claim("moodle", "Ada L", "x.ipynb", "12")),
        ("Default group_assignsubmission_file/x.ipynb", Claim("moodle", "Default group", "x.ipynb")),
        ("ada/01_small/x.ipynb", Claim("nbgrader", "ada", "x.ipynb", assignment="01_small")),
        ("out/ada/01_small/x.ipynb", Claim("nbgrader", "ada", "x.ipynb", assignment="01_small")),
        ("ada.ipynb", Claim("plain", "ada", "ada.ipynb")),
        ("ada/01_small.ipynb", Claim("plain", "ada", "01_small.ipynb")),
        ("ada/anything.ipynb", Claim("plain", "ada", "anything.ipynb")),
        ("submissions/ada.ipynb", Claim("plain", "ada", "ada.ipynb")),
        ("01_small.ipynb", None),
        ("01_small (2).ipynb", None),
        ("README", None),
    ],
)
def test_whose_is_it(name: str, claim: Claim | None) -> None:
    assert one(name) == claim


@pytest.mark.parametrize(
    "name", ["a_1_text.html", "a_LATE_1_link.html", "A B_1_assignsubmission_onlinetext_/onlinetext.html"]
)
def test_is_typed_text_no_file(name: str) -> None:
    found = one(name) or schemes.canvas_all([name], BOOKS)[0]
    assert found is not None
    assert found.typed


def test_does_a_groups_data_file_follow_its_notebook() -> None:
    names = ["team_3_1001_5001_01_small.ipynb", "team_3_1001_5002_data.csv"]
    assert [claim and (claim.name, claim.file) for claim in schemes.read(names, BOOKS, BOOKS, "")] == [
        ("team_3", "01_small.ipynb"),
        ("team_3", "data.csv"),
    ]


def test_is_a_folder_around_all_students_not_a_student() -> None:
    found = schemes.read(["hw/ada.ipynb", "hw/bob.ipynb"], BOOKS, BOOKS, "download")
    assert [claim and claim.name for claim in found] == ["ada", "bob"]
    found = schemes.read(["hw/ada/01_small.ipynb", "hw/bob/01_small.ipynb"], BOOKS, BOOKS, "download")
    assert [claim and claim.name for claim in found] == ["ada", "bob"]


@pytest.mark.parametrize(
    ("file", "found"),
    [
        ("01_small.ipynb", ("01_small", 0)),
        ("01_small-1.ipynb", ("01_small", 1)),
        ("deep/01_small-2.ipynb", ("01_small", 2)),
        ("01_small (3).ipynb", ("01_small", 3)),
        ("01_small-Copy1.ipynb", ("01_small", 1)),
        ("01_small-6b9a0c1e-0000-4000-8000-0123456789ab.ipynb", ("01_small", 99)),
        ("01_small.py", ("", 0)),
        ("small-1.ipynb", ("", 0)),
    ],
)
def test_which_copy_of_which_notebook_is_it(file: str, found: tuple[str, int]) -> None:
    assert schemes.original(file, BOOKS) == found


@given(words, st.booleans(), numbers, numbers, st.sampled_from(sorted(BOOKS)), st.integers(0, 20))
def test_is_what_canvas_packs_read_back(
    name: str, late: bool, user: str, attachment: str, book: str, copy: int
) -> None:
    file = f"{book}-{copy}.ipynb" if copy else f"{book}.ipynb"
    parts = [re.sub(r"\W", "", name).lower(), *(["LATE"] if late else []), user, attachment, file]
    found = one("_".join(parts))
    assert found == Claim("canvas", parts[0], file, user, late, (int(attachment),))
    assert schemes.original(file, BOOKS) == (book, copy)


@given(
    st.text(st.sampled_from(string.ascii_letters + " -'éß李"), min_size=1, max_size=20), numbers, st.booleans(), words
)
def test_is_what_moodle_packs_read_back(name: str, number: str, folders: bool, file: str) -> None:
    claim = one(f"{name}_{number}_assignsubmission_file_{'/' if folders else ''}{file}.ipynb")
    assert claim == Claim("moodle", name, f"{file}.ipynb", number)


@given(st.lists(wild, max_size=5))
def test_does_any_name_get_an_answer(names: list[str]) -> None:
    found = schemes.read(names, BOOKS, BOOKS, "stem")
    assert len(found) == len(names)


@given(wild)
def test_is_every_id_safe_and_stable(name: str) -> None:
    made = people.safe(name)
    assert made == people.safe(made) or not made
    assert made.isprintable()
    assert len(made.encode()) <= 201
    assert not set(made) & set('/\\+*?[]:"<>| \0\n')
    assert made not in (".", "..")
    assert archive.misnamed(made) == "" or not made


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("Ada Lovelace", "ada-lovelace"),
        ("  Zoë  d'Arc ", "zoë-darc"),
        ("../../etc/passwd", "etcpasswd"),
        ("a+b", "ab"),
        ("CON", "con_"),
        ("aux.1", "aux.1_"),
        ("ada@uni.example", "ada@uni.example"),
        ("...", ""),
        ("🦆", ""),
        ("-x-", "x"),
    ],
)
def test_what_id_is_made_of_a_name(name: str, made: str) -> None:
    assert people.safe(name) == made


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("../x.ipynb", "leads out"),
        ("a/../../x", "leads out"),
        ("a//x", "leads out"),
        ("./x", "leads out"),
        ("/etc/x", "absolute"),
        ("C:/x", "absolute"),
        ("c:x", "absolute"),
        ("a\\b", "absolute"),
        ("a\nb", "control"),
        ("a\x1b[31m", "control"),
        ("a\u202eb", "control"),
        ("x" * 201, "too long"),
        ("é" * 150, "too long"),
        ("/".join("a" * 30), "too long"),
        ("aux.ipynb", "stored"),
        ("nul", "stored"),
        ("x.", "stored"),
        ("x /y", "stored"),
        ("a?b", "stored"),
    ],
)
def test_is_a_name_of_no_honest_file_refused(name: str, word: str) -> None:
    assert word in archive.misnamed(name)
