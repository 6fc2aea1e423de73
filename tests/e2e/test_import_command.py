"""`pultctl import`: the words people type, what is printed, what JSON says, and how it ends."""

import json
from pathlib import Path

import pytest

from app.cli.tree import run

SAMPLES = Path(__file__).parents[1] / "samples"
CLIENTS = "Наименование;E-mail;Система учёта\nСНТ «Ромашка»;r@example.org;ТПП\nСНП «Северный»;s@example.org;СУП-04\n"


@pytest.fixture
def pultctl(tmp_path, capsys):
    """Runs a command on a desk of its own; returns the exit code and what was printed, JSON parsed."""
    database = ["--database", f"sqlite:///{tmp_path / 'desk.sqlite'}"]

    def call(*words, as_json=True, lang="ru"):
        code = run([*map(str, words), *database, "--lang", lang, *(["--json"] if as_json else [])])
        printed = capsys.readouterr()
        return code, json.loads(printed.out) if as_json and printed.out else printed.out + printed.err

    assert call("db", "init")[0] == 0
    clients = tmp_path / "clients.csv"
    clients.write_bytes(CLIENTS.encode("cp1251"))
    assert call("import", "clients", clients, "--apply")[1]["taken"] == 2
    return call


def test_a_preview_then_the_import(pultctl):
    words = ("import", "subscribers", SAMPLES / "snt-romashka.xlsx")
    code, seen = pultctl(*words)
    assert (code, seen["taken"], seen["applied"], seen["import"]) == (0, 207, False, None)
    assert {(r["cell"], r["reason"]) for r in seen["refused"]} == {
        ("K18", "protected-unanswered"), ("E39", "mac-length"), ("E40", "mac-cyrillic"), ("H57", "reading-unreadable"),
        ("B67", "plot-twice"), ("B68", "plot-twice"), ("D83", "serial-twice"), ("D84", "serial-twice"),
        ("D110", "serial-missing"),
    }  # fmt: skip
    assert [(q["cell"], q["answers"]) for q in seen["questions"]] == [("K18", ["protected", "ordinary"])]
    taken_for = {c["column"]: (c["heading"], c["field"], c["kept"]) for c in seen["columns"]}
    assert taken_for["D"] == ("Счётчик / Заводской №", "serial", True)
    assert taken_for["H"] == ("Показания, кВт·ч / Т1", "t1", False)
    assert {i["range"] for i in seen["ignored"]} >= {"A224:H224", "Старые!A1:A4"}
    code, done = pultctl(*words, "--answer", "K18=protected", "--apply")
    assert (code, done["taken"], done["applied"], done["counts"]["meters"]["added"]) == (0, 208, True, 203)
    assert pultctl(*words, "--answer", "K18=protected", "--apply")[1]["counts"]["subscribers"]["unchanged"] == 208


def test_a_column_is_told_by_heading_or_letter(pultctl):
    words = ("import", "subscribers", SAMPLES / "snp-severny.csv")
    code, seen = pultctl(*words, "--column", "Зав.№ счётчика=serial", "--column", "E=ignore")
    assert (code, seen["taken"], seen["client"]) == (0, 320, "СНП «Северный»")
    assert [c["told"] for c in seen["columns"]] == [False, True, False, False, True]
    assert seen["file"]["encoding"] == "cp1251"
    assert {w["cell"] for w in seen["warnings"]} == {"D68", "D97", "D279"}


def test_people_read_the_same_in_words(pultctl):
    code, text = pultctl("import", "subscribers", SAMPLES / "snt-romashka.xlsx", as_json=False)
    assert code == 0
    for words in (
        "«Владелец» → владелец",
        "E40  Счётчик / MAC-адрес «О6 91 D4 36 F8 25»: буква «О» в MAC-адресе русская",
        "Участок 12: «аппарат ИВЛ, не отключать!». Абонент под защитой?",
        "--answer K18=protected",
        "Можно взять: 207 абонентов, 202 счётчика.",
        "добавьте --apply",
    ):
        assert words in text


def test_english_words_for_every_sample(pultctl):
    for name, client in (
        ("snt-romashka.xlsx", "Ромашка"),
        ("dpk-berezka-2.xls", "Ромашка"),
        ("snp-severny.csv", "Северный"),
    ):
        code, text = pultctl("import", "subscribers", SAMPLES / name, "--client", client, as_json=False, lang="en")
        assert (code, "Can be taken" in text) == (0, True)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--column", "serial"), 2),
        (("--column", "Зав. №=serial"), 1),
        (("--answer", "A1=protected"), 1),
        (("--client", "Лютик", "--apply"), 1),
        (("--sheet", "Лист9"), 1),
    ],
)
def test_wrong_words_end_by_their_codes(pultctl, words, code):
    ended, said = pultctl("import", "subscribers", SAMPLES / "snp-severny.csv", *words)
    assert ended == code
    if code == 1:
        assert said["refused"]
        assert said["message"]


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"", "sheet-empty"),
        (b"PK\x03\x04broken", "sheet-damaged"),
        (b"%PDF-1.7", "sheet-format"),
        (b"1;2\n3;4\n", None),
    ],
)
def test_hostile_files_end_in_a_sentence(pultctl, tmp_path, content, refusal):
    path = tmp_path / "file.xlsx"
    path.write_bytes(content)
    code, said = pultctl("import", "subscribers", path, "--client", "Ромашка", "--apply")
    assert (code, said["refused"] if refusal else refusal) == (1, refusal)
    assert pultctl("import", "subscribers", tmp_path / "none.xlsx")[0] == 3


def test_the_journal_and_one_import_taken_back(pultctl):
    words = ("import", "subscribers", SAMPLES / "snp-severny.csv")
    number = pultctl(*words, "--apply")[1]["import"]
    code, listed = pultctl("import", "list")
    assert (code, [line["import"] for line in listed], listed[0]["client"]) == (0, [number, 1], "СНП «Северный»")
    assert (listed[0]["counts"]["meters"]["added"], listed[0]["taken_back"]) == (320, None)
    code, first = pultctl("import", "take-back", 1, "--why", "проба")
    assert (code, first["refused"], first["import_id"]) == (1, "import-depended-on", 1)
    assert {d["kind"]: d["n"] for d in first["dependences"]} == {"subscribers": 320, "imports": 1}
    assert "320 участков добавлено" in first["message"]
    code, shown = pultctl("import", "show", 1)
    assert [row["label"] for row in shown["changes"]] == ["Ромашка", "Северный"]
    assert pultctl("import", "take-back", number)[1]["refused"] == "import-why-missing"
    assert pultctl("import", "take-back", number, "--why", "не тот файл") == (0, {"import": number, "taken_back": True})
    assert pultctl("import", "take-back", number, "--why", "ещё раз")[1]["refused"] == "import-taken-back"
    assert pultctl("import", "show", 99)[1]["refused"] == "import-unknown"
    for lang in ("ru", "en"):
        for words in (("import", "list"), ("import", "show", 1), ("import", "show", number)):
            code, text = pultctl(*words, as_json=False, lang=lang)
            assert (code, "import-" in text) == (0, False)
    assert "не тот файл" in pultctl("import", "list", as_json=False)[1]


def test_a_wrongly_guessed_file_is_told_its_encoding_and_delimiter(pultctl, tmp_path):
    file = tmp_path / "register.csv"
    file.write_bytes("Участок|Владелец\n1|Иванов; Петров\n2|Сидоров; Котов\n".encode("cp866"))
    words = ("import", "subscribers", file, "--client", "Ромашка", "--encoding", "cp866", "--delimiter", "|")
    code, seen = pultctl(*words)
    assert (code, seen["taken"], seen["file"]["encoding"], seen["file"]["delimiter"]) == (0, 2, "cp866", "|")
    assert pultctl(*words[:-4], "--encoding", "ebcdic-ru")[1]["refused"] == "sheet-encoding-unknown"


def test_a_column_told_once_is_known_ever_after(pultctl, tmp_path):
    file = tmp_path / "register.csv"
    file.write_text("Участок;Чей\n1;Иванов\n2;Сидоров\n", encoding="utf-8")
    words = ("import", "subscribers", file, "--client", "Ромашка")
    assert pultctl(*words)[1]["columns"][1]["field"] is None
    pultctl(*words, "--column", "Чей=owner", "--apply")
    column = pultctl(*words)[1]["columns"][1]
    assert (column["field"], column["told"], column["remembered"]) == ("owner", False, True)
    assert "владелец (так сказано раньше)" in pultctl(*words, as_json=False)[1]
