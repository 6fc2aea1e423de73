"""What `pultctl` does before and after its work: languages, help in words, failures in sentences, values in JSON."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from app.cli import tree
from app.cli.call import FAULT, REFUSED, UNAVAILABLE, Call, guarded, language_of, plain
from app.domain.errors import Refusal, Unavailable
from app.domain.kinds import RequestKind
from app.texts import Texts


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("group", list(tree.GROUPS))
def test_every_help_text_has_its_words(language: str, group: str) -> None:
    made = tree.build([group], Texts(language))  # KeyError where a key has none
    assert made.help


@pytest.mark.parametrize(
    ("arguments", "language"),
    [(["db", "--lang", "en"], "en"), (["--lang=ru"], "ru"), (["x", "--lang", "de"], "ru"), (["--lang"], "ru")],
)
def test_the_language_is_known_before_the_words_are_parsed(
    monkeypatch: pytest.MonkeyPatch, arguments: list[str], language: str
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "ru_RU.UTF-8")
    assert language_of(arguments) == language


def test_a_bug_is_one_sentence_and_a_report_in_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("platformdirs.user_log_path", lambda _: tmp_path / "log")

    def broken() -> None:
        raise ZeroDivisionError

    assert guarded(Call(Texts("en")), broken) == FAULT
    said = capsys.readouterr()
    (report,) = (tmp_path / "log").iterdir()
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert str(report) in said.err
    assert "ZeroDivisionError" in report.read_text(encoding="utf-8")


def test_a_bug_with_nowhere_to_report_to_is_still_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setattr("platformdirs.user_log_path", lambda _: tmp_path / "file")

    def broken() -> None:
        raise ZeroDivisionError

    assert guarded(Call(Texts("ru")), broken) == FAULT
    assert capsys.readouterr().err.count("\n") == 1


def test_refusals_and_absences_have_their_codes_even_where_a_sentence_is_missing(
    capsys: pytest.CaptureFixture[str],
) -> None:
    def refuse() -> None:
        raise Refusal("nobody-worded-this", day=date(2026, 1, 12), refused="x")

    def away() -> None:
        raise Unavailable("database-locked", path="x")

    assert guarded(Call(Texts("en"), as_json=True), refuse) == REFUSED
    said = capsys.readouterr().out
    assert '"refused": "nobody-worded-this"' in said
    assert '"day": "2026-01-12"' in said
    assert guarded(Call(Texts("en")), away) == UNAVAILABLE
    assert "busy" in capsys.readouterr().err


def test_values_become_json_as_promised() -> None:
    moment = datetime(2026, 1, 12, 9, tzinfo=UTC)
    assert plain({"a": (moment, RequestKind.LIMIT, None, Path("x"))}) == {
        "a": ["2026-01-12T09:00:00+00:00", "limit", None, "x"]
    }
