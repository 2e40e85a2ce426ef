"""JSON answers and citation texts: records under the names of our fields, one after the other."""

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TextIO

from backend.portfolio.importing import columns
from backend.portfolio.importing.hardened import Damaged

Record = dict[str, str]
PIECE = 64 * 1024
LONGEST_RECORD = 4 * 1024 * 1024
_MARK = "[P]"
_WHERE = re.compile(
    r"^\.?\s*(?:[^:：,，]{0,40}[:：]\s*)?([A-Z]{2}[A-Z0-9]{4,20})\s*[,，]\s*"
    r"([0-9]{4}-[0-9]{1,2}-[0-9]{1,2})"
)
_ORDINAL = re.compile(r"^\[[0-9]{1,6}\]\s*")
LONGEST_CITATION = 4 * 1024


def is_citation(line: str) -> bool:
    head, mark, tail = line[:LONGEST_CITATION].rpartition(_MARK)
    return bool(head and mark and _WHERE.match(tail))


def citation(line: str) -> Record:
    """A patent cited as GB/T 7714 has it; a line that is not one keeps its text as the number."""
    line = line.strip()
    head, _, tail = line.rpartition(_MARK)
    match = _WHERE.match(tail)
    if match is None or not head:
        return {columns.PUBLICATION: line}
    names, _, title = _ORDINAL.sub("", head).partition(". ")
    if not title:
        names, title = "", names
    return {
        columns.PUBLICATION: match[1],
        columns.ANNOUNCED: match[2],
        columns.TITLE: title.strip(),
        columns.INVENTORS: ";".join(part.strip() for part in re.split("[,，]", names)),
    }


def citations(path: Path, encoding: str) -> Iterator[tuple[Record, int]]:
    with path.open(encoding=encoding) as file:
        while line := file.readline(LONGEST_CITATION):
            if line.strip():
                yield citation(line), os.lseek(file.fileno(), 0, os.SEEK_CUR)


def answer(path: Path, encoding: str) -> Iterator[tuple[Record, int]]:
    """The one application of CNIPA's answer."""
    told = office_answer(json.loads(path.read_text(encoding)))
    if told is not None:
        yield told, path.stat().st_size


def patsnap(path: Path, encoding: str) -> Iterator[tuple[Record, int]]:
    """The records of a PatSnap answer: a list of objects."""
    with path.open(encoding=encoding) as file:
        for each in _objects(file):
            yield _patsnap(each), os.lseek(file.fileno(), 0, os.SEEK_CUR)


def _objects(file: TextIO) -> Iterator[dict[str, Any]]:
    """The objects of a list, never more than one of them and a piece in memory."""
    decoder = json.JSONDecoder()
    text = file.read(PIECE).lstrip("\ufeff \t\r\n")
    if not text.startswith("["):
        raise Damaged("The file is not a list of records.")
    text = text[1:]
    while True:
        text = text.lstrip(" \t\r\n,")
        if text.startswith("]"):
            return
        try:
            found, end = decoder.raw_decode(text)
        except RecursionError:
            raise Damaged("A record is nested too deeply.") from None
        except ValueError:
            piece = file.read(max(PIECE, len(text)))
            if not piece or len(text) > LONGEST_RECORD:
                raise Damaged("The list of records breaks off, or one is too long.") from None
            text += piece
            continue
        if not isinstance(found, dict):
            raise Damaged("A record of the list is not an object.")
        yield found
        text = text[end:]


def _patsnap(record: dict[str, Any]) -> Record:
    legal = record.get("legal")
    states = legal.get("legal_status") if isinstance(legal, dict) else None
    first = states[0] if isinstance(states, list) and states else {}
    return {
        columns.PUBLICATION: _plain(record.get("patent_number")),
        columns.APPLICATION: _plain(record.get("apno")),
        columns.ANNOUNCED: _plain(record.get("pbdt")),
        columns.FILED: _plain(record.get("apdt")),
        columns.GRANTED: _plain(record.get("isdt")),
        columns.TITLE: next(iter(_said(record.get("title"))), ""),
        columns.PATENTEE: ";".join(_said(record.get("an"))),
        columns.INVENTORS: ";".join(_said(record.get("in"))),
        columns.CLASSES: _plain(record.get("ipc")),
        columns.STATUS: next(
            iter(_said(first.get("legal_desc") if isinstance(first, dict) else None)), ""
        ),
    }


def _plain(value: object) -> str:
    return str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""


def _said(value: object) -> list[str]:
    """Texts in the first language that has any, Chinese before English."""
    if not isinstance(value, list):
        return []
    parts = [each for each in value if isinstance(each, dict)]
    for language in ("CN", "EN"):
        found = [_plain(each.get("text")) for each in parts if each.get("lang") == language]
        if any(found):
            return [text for text in found if text]
    return [text for each in parts if (text := _plain(each.get("text")))]


def office_answer(content: Any) -> Record | None:
    """CNIPA's answer to a query for one application (pinyin keys), or None."""
    data = content.get("data") if isinstance(content, dict) else None
    told = data.get("zhuluxmxx") if isinstance(data, dict) else None
    about = told.get("zhuluxmxx") if isinstance(told, dict) else None
    if not isinstance(about, dict) or not isinstance(data, dict):
        return None
    return {
        columns.APPLICATION: _plain(about.get("zhuanlisqh")),
        columns.TITLE: _plain(about.get("zhuanlimc")),
        columns.FILED: _plain(about.get("shenqingr")),
        columns.STATUS: _plain(about.get("anjianywzt")),
        columns.CLASSES: ";".join(_plain(about.get(key)) for key in ("zhufenlh", "fufenlh")),
        columns.PATENTEE: ";".join(_listed(data, "shenqingren", "shenqingrxm")),
        columns.INVENTORS: ";".join(_listed(data, "famingren", "famingrxm")),
    }


def _listed(data: dict[str, Any], name: str, key: str) -> list[str]:
    part = data.get(name)
    people = part.get(f"{name}List") if isinstance(part, dict) else None
    return [
        _plain(each.get(key)) for each in people or [] if isinstance(each, dict) and each.get(key)
    ]
