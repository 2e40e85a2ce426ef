"""Patent documents in XML, and a Google Patents page: records under the names of our fields."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from lxml import etree, html  # type: ignore[import-untyped]

from backend.portfolio.importing import columns
from backend.portfolio.importing.hardened import Damaged, elements, local_name
from backend.portfolio.states import Format

MOST_PAGE_BYTES = 16 * 1024 * 1024
_COUNTRY_MARK = re.compile(r"\s*\[[A-Z]{2}\]\s*$|,\s*$")
_BLANKS = re.compile(r"\s+")

Record = dict[str, str]
#: The element that is one record, by the format; those inside another one are part of it.
RECORDS = {
    Format.CNIPA_XML: ("PatentDocumentAndRelated",),
    Format.EPO_OPS: (
        "family-member", "exchange-document", "fulltext-document", "register-document",
        "publication-reference",
    ),
    Format.USPTO_XML: ("us-patent-grant", "us-patent-application"),
}  # fmt: skip


def documents(path: Path, form: Format) -> Iterator[tuple[Record, int]]:
    """The records of an XML file, each with the bytes read so far."""
    with path.open("rb") as file:
        for element in elements(file, RECORDS[form]):
            if _only_names_the_query(element):
                continue
            for record in _READERS[form](element):
                yield record, file.tell()


def page(path: Path, encoding: str) -> Iterator[tuple[Record, int]]:
    """The one patent of a Google Patents page."""
    size = path.stat().st_size
    if size > MOST_PAGE_BYTES:
        raise Damaged("A page of more than 16 MB is not read.")
    parser = html.HTMLParser(
        no_network=True, huge_tree=False, remove_comments=True, encoding="utf-8"
    )
    try:
        content = path.read_text(encoding).encode()
        root = html.document_fromstring(content, parser=parser)
    except (etree.LxmlError, ValueError) as error:
        raise Damaged(f"The page is damaged: {error}.") from None

    def all_of(name: str, tag: str) -> list[str]:
        found = root.xpath(f"//{tag}[@itemprop=$name]", name=name)
        return [text for each in found if (text := _tidy(each.text_content()))]

    def first(name: str, tag: str) -> str:
        return next(iter(all_of(name, tag)), "")

    yield (
        {
            columns.PUBLICATION: first("publicationNumber", "dd"),
            columns.APPLICATION: first("applicationNumber", "dd"),
            columns.TITLE: first("title", "span"),
            columns.FILED: first("filingDate", "time"),
            columns.ANNOUNCED: first("publicationDate", "time"),
            columns.PATENTEE: ";".join(all_of("assigneeOriginal", "dd")),
            columns.OWNER: ";".join(all_of("assigneeCurrent", "dd")),
            columns.INVENTORS: ";".join(all_of("inventor", "dd")),
            columns.CLASSES: ";".join(_leaves(root)),
            columns.STATUS: first("status", "span"),
        },
        size,
    )


def _leaves(root: Any) -> list[str]:
    """The classes of the page that are spelt to the subgroup."""
    found = [_tidy(each.text_content()) for each in root.xpath("//span[@itemprop='Code']")]
    return list(dict.fromkeys(code for code in found if "/" in code))


def _tidy(text: str | None) -> str:
    return _BLANKS.sub(" ", text or "").strip()


def _first(element: Any, *path: str) -> Any:
    """The first descendant along the names, or None."""
    for name in path:
        element = None if element is None else next(element.iter(f"{{*}}{name}"), None)
    return element


def _text(element: Any, *path: str) -> str:
    found = _first(element, *path)
    return "" if found is None else _tidy("".join(found.itertext()))


def _only_names_the_query(element: Any) -> bool:
    """A family's own head repeats the number that was asked for."""
    parent = element.getparent()
    return (
        local_name(element) == "publication-reference"
        and parent is not None
        and local_name(parent) != "search-result"
    )


def _number(document: Any) -> str:
    country, number, kind = (_text(document, name) for name in ("country", "doc-number", "kind"))
    return f"{country}{number.lstrip('0') if country == 'US' else number}{kind}"


def _docdb(reference: Any) -> Any:
    """The document-id in DOCDB's form, or the only one."""
    found = [] if reference is None else list(reference.iter("{*}document-id"))
    told = [each for each in found if each.get("document-id-type") == "docdb"]
    return next(iter(told or found), None)


def _day(reference: Any) -> str:
    return "" if reference is None else _text(reference, "date")


def _exchange(element: Any) -> Iterator[Record]:
    """A document of OPS or of USPTO, once per publication that it names as its own."""
    own = _first(element, "bibliographic-data")
    own = _first(element, "us-bibliographic-data-grant") if own is None else own
    own = element if own is None else own
    if local_name(own) == "publication-reference":
        references = [own]
    else:
        references = [
            each for each in own.iter("{*}publication-reference")
            if not _inside(each, own, {"references-cited", "dates-of-public-availability"})
        ]  # fmt: skip
    told = _told(element, own)
    seen = set()
    for reference in references:
        document = _docdb(reference)
        number = "" if document is None else _number(document)
        if number and number not in seen:
            seen.add(number)
            yield {**told, columns.PUBLICATION: number, columns.ANNOUNCED: _day(reference)}


def _inside(element: Any, top: Any, names: set[str]) -> bool:
    for parent in element.iterancestors():
        if parent is top:
            return False
        if local_name(parent) in names:
            return True
    return False


def _told(element: Any, own: Any) -> Record:
    applied = _first(own, "application-reference")
    if applied is None:
        applied = _first(element, "application-reference")
    document = _docdb(applied)
    return {
        columns.APPLICATION: "" if document is None else _number(document),
        columns.FILED: _day(applied),
        columns.TITLE: _title(own, "invention-title"),
        columns.PATENTEE: ";".join(
            _people(own, "applicant") or _people(own, "us-applicant") or _people(own, "assignee")
        ),
        columns.INVENTORS: ";".join(_people(own, "inventor")),
        columns.CLASSES: ";".join(_classes(own)),
        columns.STATUS: own.get("status") or "",
        columns.FAMILY: _family(element),
    }


def _family(element: Any) -> str:
    identifier = element.get("family-id") or ""
    return f"docdb:{identifier}" if identifier else ""


def _title(element: Any, name: str) -> str:
    titles = {each.get("lang", ""): _tidy("".join(each.itertext())) for each in
              element.iter(f"{{*}}{name}")}  # fmt: skip
    return next((titles[lang] for lang in ("zh", "en") if titles.get(lang)), "") or next(
        iter(titles.values()), ""
    )


def _people(element: Any, role: str) -> list[str]:
    """The names of one role: as filed where given, without the mark of the country."""
    forms: dict[str, list[str]] = {}
    for person in element.iter(f"{{*}}{role}"):
        name = (
            _text(person, "name")
            or _text(person, "orgname")
            or " ".join(filter(None, (_text(person, "last-name"), _text(person, "first-name"))))
        )
        name = _COUNTRY_MARK.sub("", name)
        if name:
            forms.setdefault(person.get("data-format", ""), []).append(name)
    names = forms.get("original") or forms.get("epodoc") or next(iter(forms.values()), [])
    return list(dict.fromkeys(names))


def _classes(element: Any) -> list[str]:
    found = []
    for each in element.iter("{*}classification-ipcr"):
        text = _text(each, "text")
        parts = [_text(each, name) for name in
                 ("section", "class", "subclass", "main-group", "subgroup")]  # fmt: skip
        found.append(text or "{}{}{}{}/{}".format(*parts))
    return found


def _cnipa(element: Any) -> Iterator[Record]:
    """A document in CNIPA's exchange form."""
    applied = _standing(element, "ApplicationReference")
    grants = element.get("kind", "")[:1] in set("BCUYSD")
    owners = _names(element, "Assignee") if grants else []
    yield {
        columns.PUBLICATION: "".join(element.get(n, "") for n in ("country", "docNumber", "kind")),
        columns.ANNOUNCED: element.get("datePublication", ""),
        columns.APPLICATION: _text(applied, "DocNumber") if applied is not None else "",
        columns.FILED: _text(applied, "Date") if applied is not None else "",
        columns.TITLE: _text(element, "InventionTitle"),
        columns.PATENTEE: ";".join(owners or _names(element, "Applicant")),
        columns.INVENTORS: ";".join(_names(element, "Inventor")),
        columns.ADDRESS: _text(element, "AddressBook", "Address", "Text"),
        columns.CLASSES: ";".join(
            _text(each, "Text") for each in element.iter("{*}ClassificationIPCR")
        ),
    }


def _standing(element: Any, name: str) -> Any:
    """A reference as the office wrote it, not as the exchange pads it."""
    found = list(element.iter(f"{{*}}{name}"))
    original = [each for each in found if each.get("dataFormat") == "original"]
    return next(iter(original or found), None)


def _names(element: Any, role: str) -> list[str]:
    names = (_text(each, "Name") for each in element.iter(f"{{*}}{role}"))
    return list(dict.fromkeys(name for name in names if name))


_READERS: dict[Format, Callable[[Any], Iterator[Record]]] = {
    Format.CNIPA_XML: _cnipa,
    Format.EPO_OPS: _exchange,
    Format.USPTO_XML: _exchange,
}
