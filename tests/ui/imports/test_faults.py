"""Files that cannot be taken, and what happens to a file meanwhile: a sentence in place, and a way on."""

import zipfile

import pytest

from tests.ui.imports.conftest import SAMPLES

REGISTER = "СНТ «Ромашка»\nУчасток;Владелец\n101;Новый Пётр\n"


def bomb(path):
    with (
        zipfile.ZipFile(SAMPLES / "snt-romashka.xlsx") as sound,
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        for part in sound.namelist():
            made.writestr(part, sound.read(part))
        with made.open("xl/media/picture.png", "w", force_zip64=True) as big:
            for _ in range(420):
                big.write(bytes(2**20))


def locked(path):
    path.write_bytes(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(600)
    )


def long(path):
    path.write_text("Участок;Владелец\n" + "1;а\n" * 250_001, encoding="utf-8")


def picture(path):
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(500))


def empty(path):
    path.write_bytes(b"  \n")


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (locked, "Таблица закрыта паролем."),
        (bomb, "Файл раскрывается больше чем"),
        (long, "В таблице слишком много строк"),
        (picture, "Это не таблица, которую можно принять (png)."),
        (empty, "В файле нет данных."),
    ],
)
def test_a_file_that_cannot_be_taken_is_refused_in_a_sentence(worked, make, said):
    path = worked.folder / "реестр.xlsx"
    make(path)
    worked.open(path)
    assert worked.page.fault.sentence.startswith(said)
    assert worked.page.empty.isVisible()
    assert not worked.page.take.isVisible()
    assert (worked.refused, worked.broke) == ([], [])
    worked.open(worked.sample("snp-severny.csv"))  # and the next one goes on as if nothing had been
    assert worked.page.fault.sentence == ""
    assert worked.pair.sheet_model.rowCount() > 300


def test_macros_are_named_and_never_run(worked):
    path = worked.folder / "реестр.xlsm"
    with zipfile.ZipFile(SAMPLES / "snt-romashka.xlsx") as sound, zipfile.ZipFile(path, "w") as made:
        for part in sound.namelist():
            made.writestr(part, sound.read(part))
        made.writestr("xl/vbaProject.bin", b"macro")
    worked.open(path)
    assert "макросы в файле не выполнялись" in worked.page.files.facts.text()


def test_a_file_that_is_gone_is_said_and_read_again_by_the_button_beside(worked):
    path = worked.folder / "реестр.csv"
    worked.open(path)
    assert worked.page.fault.sentence.startswith("Файла реестр.csv нет")
    path.write_text(REGISTER, encoding="utf-8")
    worked.page.fault.button.click()
    worked.settle()
    assert worked.page.fault.sentence == ""
    assert worked.page.take.text() == "Взять 1 абонента"


def test_a_file_that_changed_since_the_preview_is_not_taken_but_previewed_anew(worked):
    path = worked.write("реестр.csv", REGISTER)
    worked.open(path)
    path.write_text(REGISTER + "102;Новая Анна\n", encoding="utf-8")
    before = worked.count("subscribers")
    worked.press("take")
    assert worked.count("subscribers") == before
    assert "изменился после предпросмотра" in worked.page.notice.sentence
    assert worked.page.take.text() == "Взять 2 абонентов"
    worked.press("take")
    assert worked.count("subscribers") == before + 2


def test_a_file_gone_before_it_is_taken_leaves_the_preview_and_says_so(worked):
    path = worked.write("реестр.csv", REGISTER)
    worked.open(path)
    path.unlink()
    worked.press("take")
    assert worked.page.fault.sentence.startswith("Файла реестр.csv нет")
    assert worked.pair.sheet_model.rowCount() == 3
    assert worked.page.take.isEnabled()


def test_nothing_is_taken_while_the_database_is_away(worked):
    worked.open(worked.write("реестр.csv", REGISTER))
    worked.screen.set_stale(stale=True)
    assert not worked.page.take.isEnabled()
    assert worked.page.why_not.text()
    worked.screen.set_stale(stale=False)
    assert worked.page.take.isEnabled()
