"""Writes resources/rules.json, the list of the desk's rules, from their digest: `python packaging/list_rules.py RULES.md`.

The digest is written for people: a rule is a list item that begins with its number in bold. Its title is its first
words, cut at the first end of a sentence. Run by hand whenever the digest changes.
"""

import json
import re
import sys
from pathlib import Path

TARGET = Path(__file__).resolve().parent.parent / "resources" / "rules.json"
LONGEST = 140


def title(text: str) -> str:
    plain = re.sub(r"[*`]", "", " ".join(text.split()))
    first = re.split(r"(?<=[.])\s", plain.replace("Ruling: ", ""), maxsplit=1)[0].rstrip(".:;")
    return first if len(first) <= LONGEST else first[: LONGEST - 1].rsplit(" ", 1)[0] + "…"


def main(source: str) -> None:
    text = Path(source).read_text(encoding="utf-8")
    items = re.findall(r"^- \*\*([A-Z]\d+)\*\* (.*?)(?=^- \*\*|^#|\Z)", text, flags=re.MULTILINE | re.DOTALL)
    rules = [{"rule": number, "title": title(body)} for number, body in items]
    TARGET.write_text(json.dumps(rules, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(len(rules), "rules")


if __name__ == "__main__":
    main(sys.argv[1])
