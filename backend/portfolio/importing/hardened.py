"""XML from strangers, record by record: no entities, no DTD, no network, bounded in all."""

from collections.abc import Iterator
from typing import IO, Any

from lxml import etree  # type: ignore[import-untyped]

from backend.kernel.errors import RuleBroken

#: More than any record takes; what is read without one ending is held in memory.
LONGEST_RECORD = 16 * 1024 * 1024


class Damaged(RuleBroken):
    code = "portfolio.file_damaged"
    title = "The file cannot be read to its end"


class _Measured:
    """A file that gives up when too much is read without a record."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.since = 0

    def read(self, size: int) -> bytes:
        piece = self._file.read(size)
        self.since += len(piece)
        if self.since > LONGEST_RECORD:
            raise Damaged(f"More than {LONGEST_RECORD} bytes without one whole record.")
        return piece


def elements(file: IO[bytes], names: tuple[str, ...]) -> Iterator[Any]:
    """Each outermost element of these names as it ends; then it is forgotten."""
    measured = _Measured(file)
    try:
        for _, element in etree.iterparse(
            measured,
            events=("end",),
            tag=[f"{{*}}{name}" for name in names],
            resolve_entities=False,
            load_dtd=False,
            no_network=True,
            huge_tree=False,  # depth and length of texts are bounded
            remove_comments=True,
            remove_pis=True,
        ):
            if len(names) > 1 and any(local_name(up) in names for up in element.iterancestors()):
                continue
            yield element
            _let_go(element)
            measured.since = 0
    except etree.XMLSyntaxError as error:
        raise Damaged(f"The XML is damaged: {error.msg}.") from None


def local_name(element: Any) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _let_go(element: Any) -> None:
    """Forget the record, and whatever stands before it in the document."""
    element.clear(keep_tail=False)
    while element is not None:
        parent = element.getparent()
        if parent is not None:
            while element.getprevious() is not None:
                del parent[0]
        element = parent
