"""Makes the registers of the demo desk, as untidy as partnerships have them: run by hand, the result is committed.

`python packaging/demo_registers.py` writes resources/demo/: clients.xlsx, snt-romashka.xlsx, dpk-berezka-2.xls,
snp-severny.csv. All persons, numbers and addresses are made up; the same figures come out every time.
"""

import csv
import io
import random
from pathlib import Path

import openpyxl
import xlwt
from openpyxl.styles import Font

HERE = Path(__file__).resolve().parent.parent / "resources" / "demo"

SURNAMES = (
    "Иванов Петров Смирнов Кузнецов Соколов Попов Лебедев Козлов Новиков Морозов Волков Соловьёв Васильев Зайцев Павлов "
    "Семёнов Голубев Виноградов Богданов Воробьёв Фёдоров Михайлов Беляев Тарасов Белов Комаров Орлов Киселёв Макаров "
    "Андреев Ковалёв Ильин Гусев Титов Кузьмин Кудрявцев Баранов Куликов Алексеев Степанов Яковлев Сорокин Сергеев "
    "Романов Захаров Борисов Королёв Герасимов Пономарёв Григорьев Лазарев Медведев Ершов Никитин Соболев Рябов Поляков "
    "Цветков Данилов Жуков Фролов Журавлёв Николаев Крылов Максимов Сидоров Осипов Белоусов Федотов Дорофеев Егоров"
).split()
MEN = "Алексей Борис Виктор Геннадий Дмитрий Евгений Игорь Константин Леонид Михаил Николай Олег Павел Роман Сергей".split()
WOMEN = "Анна Валентина Галина Дарья Елена Зоя Ирина Ксения Людмила Мария Надежда Ольга Раиса Светлана Татьяна".split()
FATHERS = "Алексеев Борисов Викторов Иванов Николаев Петров Сергеев Михайлов Павлов Андреев".split()
POWERS_KW = (5, 5, 5, 7.5, 10, 15, 15)


def person(chance: random.Random) -> str:
    surname, father = chance.choice(SURNAMES), chance.choice(FATHERS)
    if chance.random() < 0.5:
        return f"{surname} {chance.choice(MEN)} {father}ич"
    return f"{surname}а {chance.choice(WOMEN)} {father}на"


def phone(chance: random.Random) -> str:
    digits = f"{chance.randrange(10**9):09d}"
    forms = (
        "+7 9{0}{1}{2} {3}{4}{5}-{6}{7}-{8}0",
        "89{0}{1}{2}{3}{4}{5}{6}{7}{8}0",
        "8(9{0}{1}{2}){3}{4}{5}{6}{7}{8}0",
    )
    return chance.choice(forms).format(*digits)


def mac(chance: random.Random, number: int) -> str:
    pairs = [f"{byte:02X}" for byte in (0x00, 0x80, 0xE1, number >> 16 & 255, number >> 8 & 255, number & 255)]
    return chance.choice((":".join(pairs), "-".join(pairs), "".join(pairs).lower()))


def plots(count: int, letters: dict[int, str]) -> list[str]:
    """1, 2, 3, 3а, … : `count` plots."""
    found: list[str] = []
    number = 0
    while len(found) < count:
        number += 1
        found.append(str(number))
        if number in letters and len(found) < count:
            found.append(f"{number}{letters[number]}")
    return found


def clients() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Клиенты, зарегистрированные до ввода пульта"])
    sheet.append([])
    sheet.append(
        [
            "Вид",
            "Наименование",
            "Эл. почта",
            "Телефон",
            "Договор",
            "Система учёта",
            "День ведомости",
            "Дата регистрации",
        ]
    )
    sheet.append(
        [
            "СНТ",
            "Ромашка",
            "pravlenie@romashka.example",
            "+7 495 111-22-33",
            "17",
            "ТПП Smart Metering",
            25,
            "12.03.2021",
        ]
    )
    sheet.append(["ДПК", "Берёзка-2", "dpk@berezka-2.example", "8 (495) 222-33-44", "23/Э", "СУП-04", 22, "01.06.2022"])
    sheet.append(
        ["СНП", "Северный", "buh@severny.example", "84953334455", "41", "ТПП Smart Metering", "30", "15.09.2023"]
    )
    book.save(HERE / "clients.xlsx")


def romashka() -> None:
    """280 plots: titles, streets between the plots, a total row, serial numbers as numbers and as texts."""
    chance = random.Random("romashka")  # noqa: S311 - made-up people, not secrets
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Реестр"
    sheet.append(["Реестр абонентов СНТ «Ромашка»"])
    sheet["A1"].font = Font(bold=True)
    sheet.append([])
    sheet.append(
        [
            "№ п/п",
            "№ участка",
            "Ф.И.О. владельца",
            "Телефон",
            "Макс. мощность, кВт",
            "Зав. № счётчика",
            "MAC-адрес",
            "Тип счётчика",
            "Примечание",
        ]
    )
    streets = ("ул. Центральная", "ул. Садовая", "ул. Вишнёвая", "Линия 4", "Линия 5")
    for index, plot in enumerate(plots(280, {12: "а", 40: "б", 77: "а", 133: "а"})):
        if index % 56 == 0:
            sheet.append([streets[index // 56]])
        serial = f"04{7_110_000 + index * 13:07d}"
        remark = {
            31: "аппарат ИВЛ, не отключать!",
            198: "насосная станция, не отключать",
            90: "вход со стороны леса",
        }.get(index, "")
        power = chance.choice(POWERS_KW)
        sheet.append(
            [
                index + 1,
                int(plot) if plot.isdecimal() and index % 3 else plot,
                person(chance),
                phone(chance),
                power if index % 4 else str(power).replace(".", ","),
                serial,
                mac(chance, 0x100000 + index) if index != 222 else "00:80:E1:10:00",
                "Меркурий 208" if index % 5 else "Меркурий 238",
                remark,
            ]
        )
    sheet.append(["", "Итого", "", "", "", 280])
    book.save(HERE / "snt-romashka.xlsx")


def berezka() -> None:
    """230 plots in the old format: the meter first, contracts, decimal commas."""
    chance = random.Random("berezka")  # noqa: S311 - the same
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("Лист1")
    sheet.write(0, 0, "ДПК «Берёзка-2», приборы учёта и потребители")
    for column, heading in enumerate(
        (
            "Счётчик №",
            "Марка прибора",
            "Участок",
            "Потребитель",
            "Договор №",
            "Мощность (кВт)",
            "Контактный тел.",
            "Дата установки",
        )
    ):
        sheet.write(2, column, heading)
    for index, plot in enumerate(plots(230, {4: "/1", 23: "/1", 64: "/1"})):
        power = chance.choice(POWERS_KW)
        line = (
            f"1160{30_000 + index * 7:06d}",
            "СЕ 208" if index % 3 else "СЕ 308",
            plot,
            person(chance),
            f"Б-{100 + index}/{22 + index % 4}",
            str(power).replace(".", ","),
            phone(chance),
            f"{index % 27 + 1:02d}.{index % 11 + 1:02d}.20{20 + index % 5}",
        )
        for column, value in enumerate(line):
            sheet.write(index + 3, column, value)
    book.save(str(HERE / "dpk-berezka-2.xls"))


def severny() -> None:
    """190 plots as an accountant's program exports them: cp1251, semicolons, watts with blanks."""
    chance = random.Random("severny")  # noqa: S311 - the same
    out = io.StringIO()
    lines = csv.writer(out, delimiter=";", lineterminator="\r\n")
    lines.writerow(["Выгрузка: СНП «Северный»"])
    lines.writerow(["Владелец", "Дом", "Улица", "P макс, Вт", "Серийный номер", "МАС", "Введён", "Тел."])
    for index, plot in enumerate(plots(190, {7: "А", 58: "Б"})):
        watts = f"{int(chance.choice(POWERS_KW) * 1000):,}".replace(",", " ")
        lines.writerow(
            [
                person(chance),
                plot,
                f"Северная {index // 40 + 1}-я",
                watts,
                f"NP{71_500_000 + index * 11}",
                mac(chance, 0x200000 + index),
                f"{index % 28 + 1:02d}.{index % 12 + 1:02d}.20{21 + index % 4}",
                phone(chance),
            ]
        )
    (HERE / "snp-severny.csv").write_bytes(out.getvalue().encode("cp1251"))


if __name__ == "__main__":
    HERE.mkdir(parents=True, exist_ok=True)
    clients()
    romashka()
    berezka()
    severny()
    print("written to", HERE)
