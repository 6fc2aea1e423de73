"""The Russian production calendar 2023-2027 (five-day week), written down by hand as plain data.

Per year: ``off`` are the Mondays to Fridays nobody works, ``worked`` the Saturdays and Sundays that are worked,
``moved`` the moves a government decree ordered ("from" -> "to"), ``months`` the number of working days of each month
(2023-2026 as published, from memory; 2027 counted by hand). Each of the four was typed in separately so that the tests
can play them off against each other and article 112 of the Labour Code.

Sources, one for each year:

* 2023: Government decree of 29.08.2022 No. 1505.
* 2024: Government decree of 10.08.2023 No. 1314.
* 2025: Government decree of 04.10.2024 No. 1335.
* 2026: Government decree of 24.09.2025 No. 1466.
* 2027: as decreed in 2026. Number and date of the decree were not at hand, so none is claimed. The moves were taken
  from two publications that agree day by day: the ConsultantPlus document 544706 (as cited, with an archived copy of
  September 2026, by the ``holidays`` package 0.109) and xmlcalendar.ru (2027, edition of 02.09.2026).

The margins of the table are not decreed data of these years: December 2022 has neither holidays nor moved days;
January 2028 is article 112 alone (1-8 January off, nothing moved), hence PROVISIONAL until the decree of 2027.
"""

from typing import Any

STATUTORY = "01-01 01-02 01-03 01-04 01-05 01-06 01-07 01-08 02-23 03-08 05-01 05-09 06-12 11-04".split()

CALENDAR: dict[int, dict[str, Any]] = {
    2023: {
        "source": "ПП РФ 29.08.2022 № 1505",
        "off": "01-02 01-03 01-04 01-05 01-06 02-23 02-24 03-08 05-01 05-08 05-09 06-12 11-06",
        "worked": "",
        "moved": {"01-01": "02-24", "01-08": "05-08"},
        "months": (17, 18, 22, 20, 20, 21, 21, 23, 21, 22, 21, 21),
    },
    2024: {
        "source": "ПП РФ 10.08.2023 № 1314",
        "off": "01-01 01-02 01-03 01-04 01-05 01-08 02-23 03-08 04-29 04-30 05-01 05-09 05-10 06-12 11-04 12-30 12-31",
        "worked": "04-27 11-02 12-28",
        "moved": {"01-06": "05-10", "01-07": "12-31", "04-27": "04-29", "11-02": "04-30", "12-28": "12-30"},
        "months": (17, 20, 20, 21, 20, 19, 23, 22, 21, 23, 21, 21),
    },
    2025: {
        "source": "ПП РФ 04.10.2024 № 1335",
        "off": "01-01 01-02 01-03 01-06 01-07 01-08 05-01 05-02 05-08 05-09 06-12 06-13 11-03 11-04 12-31",
        "worked": "11-01",
        "moved": {"01-04": "05-02", "01-05": "12-31", "02-23": "05-08", "03-08": "06-13", "11-01": "11-03"},
        "months": (17, 20, 21, 22, 18, 19, 23, 21, 22, 23, 19, 22),
    },
    2026: {
        "source": "ПП РФ 24.09.2025 № 1466",
        "off": "01-01 01-02 01-05 01-06 01-07 01-08 01-09 02-23 03-09 05-01 05-11 06-12 11-04 12-31",
        "worked": "",
        "moved": {"01-03": "01-09", "01-04": "12-31"},
        "months": (15, 19, 21, 22, 19, 21, 23, 21, 22, 22, 20, 22),
    },
    2027: {
        "source": "постановление 2026 года (номер не сверен); КонсультантПлюс 544706 и xmlcalendar.ru совпадают",
        "off": "01-01 01-04 01-05 01-06 01-07 01-08 02-22 02-23 03-08 05-03 05-10 06-14 11-04 11-05 12-31",
        "worked": "02-20",
        "moved": {"01-02": "11-05", "01-03": "12-31", "02-20": "02-22"},
        "months": (15, 19, 22, 22, 19, 21, 22, 22, 22, 21, 20, 22),
    },
}

PROVISIONAL_OFF = "2028-01-03 2028-01-04 2028-01-05 2028-01-06 2028-01-07"

DAYS_OFF = frozenset(f"{y}-{d}" for y, c in CALENDAR.items() for d in c["off"].split()) | frozenset(
    PROVISIONAL_OFF.split()
)
WORKED_WEEKENDS = frozenset(f"{y}-{d}" for y, c in CALENDAR.items() for d in c["worked"].split())


def works(iso: str, weekday: int) -> bool:
    """Is the civil day (ISO date, Monday = 0) a working day? The caller brings the weekday."""
    return iso in WORKED_WEEKENDS or (weekday < 5 and iso not in DAYS_OFF)
