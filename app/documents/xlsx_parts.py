"""The fixed parts of an .xlsx file (ECMA-376) around the rows that export_xlsx.py writes.

Sheets come first in the package and the lists of them last: how many there are is known when the rows have ended.
"""

from collections.abc import Iterator, Sequence
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from app.services.ports.tables import Table

GENERAL, BOLD, NUMBER, MONEY, DAY, MOMENT, SHARE = range(7)
"""Places in styles.xml."""
LONGEST_NAME: Final = 31
"""Characters of a sheet's name; `[]:*?/\\` are not allowed in it."""
_FORBIDDEN: Final = str.maketrans(dict.fromkeys("[]:*?/\\'", "-"))

_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SHEETS: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml"

_ROOT: Final = (
    f'{_HEAD}<Relationships xmlns="{_RELATIONS}">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
)
_CONTENTS: Final = (
    f'{_HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_SHEETS}.sheet.main+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{_SHEETS}.styles+xml"/>'
    "{sheets}</Types>"
)
_WORKBOOK: Final = (
    f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><bookViews><workbookView/></bookViews>'
    "<sheets>{sheets}</sheets><definedNames>{defined}</definedNames></workbook>"
)
_WORKBOOK_RELATIONS: Final = (
    f'{_HEAD}<Relationships xmlns="{_RELATIONS}">{{sheets}}'
    f'<Relationship Id="rId{{styles}}" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>'
)
_STYLES: Final = (
    f'{_HEAD}<styleSheet xmlns="{_MAIN}"><numFmts count="3"><numFmt numFmtId="164" formatCode="dd\\.mm\\.yyyy"/>'
    '<numFmt numFmtId="165" formatCode="dd\\.mm\\.yyyy\\ hh:mm"/>'
    '<numFmt numFmtId="166" formatCode="0.0"/></numFmts>'
    '<fonts count="2"><font><sz val="11"/><name val="Calibri"/><family val="2"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/><family val="2"/></font></fonts>'
    '<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '<fill><patternFill patternType="solid"><fgColor rgb="FFE4E8ED"/><bgColor indexed="64"/></patternFill></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="7"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="0" fontId="1" fillId="2" borderId="0" xfId="0" applyFont="1" applyFill="1" applyAlignment="1">'
    '<alignment vertical="center" wrapText="1"/></xf>'
    '<xf numFmtId="3" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="4" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="165" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="166" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)


def first_parts() -> Iterator[tuple[str, str]]:
    """What stands before the sheets: paths in the package and their content."""
    yield "_rels/.rels", _ROOT
    yield "xl/styles.xml", _STYLES


def last_parts(table: Table, counts: Sequence[int]) -> Iterator[tuple[str, str]]:
    """The workbook over its sheets, which hold `counts` rows below their headings."""
    names = [sheet_name(table.name, at) for at in range(1, len(counts) + 1)]
    numbers = range(1, len(counts) + 1)
    last = letters(len(table.columns) - 1)
    sheets = "".join(
        f'<sheet name={quoteattr(n)} sheetId="{at}" r:id="rId{at}"/>' for at, n in zip(numbers, names, strict=True)
    )
    filters = [f"'{name}'!$A$1:${last}${count + 1}" for name, count in zip(names, counts, strict=True)]
    defined = "".join(
        f'<definedName name="_xlnm._FilterDatabase" localSheetId="{at}" hidden="1">{escape(area)}</definedName>'
        for at, area in enumerate(filters)
    )
    titles = "".join(
        f'<definedName name="_xlnm.Print_Titles" localSheetId="{at}">{escape(name)}</definedName>'
        for at, name in enumerate(f"'{name}'!$1:$1" for name in names)
    )
    yield "xl/workbook.xml", _WORKBOOK.format(sheets=sheets, defined=defined + titles)
    relations = "".join(
        f'<Relationship Id="rId{at}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{at}.xml"/>' for at in numbers
    )
    yield "xl/_rels/workbook.xml.rels", _WORKBOOK_RELATIONS.format(sheets=relations, styles=len(counts) + 1)
    overrides = "".join(
        f'<Override PartName="/{sheet_path(at)}" ContentType="{_SHEETS}.worksheet+xml"/>' for at in numbers
    )
    yield "[Content_Types].xml", _CONTENTS.format(sheets=overrides)


def sheet_path(number: int) -> str:
    """Where the n-th sheet (from 1) stands in the package."""
    return f"xl/worksheets/sheet{number}.xml"


def sheet_head(table: Table, *, selected: bool) -> str:
    """Everything before the rows: the frozen heading, the widths. One sheet of a book is the selected one."""
    columns = "".join(
        f'<col min="{at}" max="{at}" width="{column.width}" customWidth="1"/>'
        for at, column in enumerate(table.columns, 1)
    )
    shown = ' tabSelected="1"' if selected else ""
    return (
        f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
        f'<sheetViews><sheetView{shown} workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" '
        'state="frozen"/><selection pane="bottomLeft" activeCell="A2" sqref="A2"/></sheetView></sheetViews>'
        f'<sheetFormatPr defaultRowHeight="15"/><cols>{columns}</cols><sheetData>'
    )


def sheet_tail(table: Table, *, rows: int) -> str:
    """Everything after them: the filter over heading and rows, the page."""
    return (
        f'</sheetData><autoFilter ref="A1:{letters(len(table.columns) - 1)}{rows + 1}"/>'
        '<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.5" header="0.3" footer="0.3"/>'
        '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>'
    )


def sheet_name(name: str, number: int) -> str:
    """The n-th sheet's name, as Excel allows it: "Журнал", "Журнал 2"."""
    ending = f" {number}" if number > 1 else ""
    return name.translate(_FORBIDDEN)[: LONGEST_NAME - len(ending)] + ending


def letters(at: int) -> str:
    """A, B, … Z, AA, … of the column at that place (from 0)."""
    name = ""
    at += 1
    while at:
        at, rest = divmod(at - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
