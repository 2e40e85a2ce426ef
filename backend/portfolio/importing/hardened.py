"""XML from strangers, element by element: no entities, no DTD, no network, bounded in all."""

from collections.abc import Iterator
from typing import Any

from lxml import etree  # type: ignore[import-untyped]

from backend.kernel.errors import RuleBroken

DEEPEST = 100
#: Elements that may be held before the record they belong to has ended.
MOST_HELD = 400_000


class Damaged(RuleBroken):
    code = "portfolio.file_damaged"
    title = "The file cannot be read to its end"


def elements(file: Any, *, records: tuple[str, ...] = ()) -> Iterator[Any]:
    """Each element outside records, and each record whole, as it ends; then it is forgotten."""
    held_before: list[int] = []
    inside = held = 0
    try:
        for event, element in etree.iterparse(
            file,
            events=("start", "end"),
            resolve_entities=False,
            load_dtd=False,
            no_network=True,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        ):
            is_record = local_name(element) in records
            if event == "start":
                held_before.append(held)
                held += 1
                inside += is_record
                if len(held_before) > DEEPEST:
                    raise Damaged(f"The elements stand deeper than {DEEPEST}.")
                if held > MOST_HELD:
                    raise Damaged(f"A record of more than {MOST_HELD} elements.")
                continue
            inside -= is_record
            before = held_before.pop()
            if not inside:
                yield element
                _let_go(element)
                held = before
    except etree.XMLSyntaxError as error:
        raise Damaged(f"The XML is damaged: {error.msg}.") from None


def local_name(element: Any) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _let_go(element: Any) -> None:
    element.clear(keep_tail=False)
    parent = element.getparent()
    if parent is not None:
        while element.getprevious() is not None:
            del parent[0]
