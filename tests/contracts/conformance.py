"""PDF/A-2b by named checks (ISO 19005-2): each says what it asks for.

They are what this repository can decide by itself; veraPDF, the full validator, is not at hand.
"""

import io
import re
from collections.abc import Iterator
from typing import Any

from pypdf import PdfReader
from pypdf.generic import (
    ArrayObject,
    ContentStream,
    DictionaryObject,
    IndirectObject,
    NameObject,
    StreamObject,
)

_FORBIDDEN_ACTIONS = {
    "/Launch", "/Sound", "/Movie", "/ResetForm", "/ImportData", "/JavaScript", "/Hide",
    "/SetOCGState", "/Rendition", "/Trans", "/GoTo3DView",
}  # fmt: skip
_FONT_FILES = ("/FontFile", "/FontFile2", "/FontFile3")
_XMP_PART = re.compile(rb"pdfaid:part[^0-9]{1,3}2")
_XMP_LEVEL = re.compile(rb"pdfaid:conformance[^A-Z]{1,3}B")
_XMP_TITLE = re.compile(rb"<dc:title>.*?<rdf:li[^>]*>(.*?)</rdf:li>", re.DOTALL)


class Paper:
    """A PDF with every object that it reaches, walked once."""

    def __init__(self, pdf: bytes) -> None:
        self.pdf = pdf
        self.reader = PdfReader(io.BytesIO(pdf), strict=True)
        self.root: Any = self.reader.root_object
        self.objects: list[Any] = list(_walk(self.reader.trailer))
        self.dictionaries: list[Any] = [
            each for each in self.objects if isinstance(each, DictionaryObject)
        ]
        self.fonts: list[Any] = [each for each in self.dictionaries if each.get("/Type") == "/Font"]


def _walk(start: Any) -> Iterator[Any]:
    seen: set[tuple[int, int]] = set()
    waiting = [start]
    while waiting:
        each = waiting.pop()
        if isinstance(each, IndirectObject):
            if (each.idnum, each.generation) in seen:
                continue
            seen.add((each.idnum, each.generation))
            each = each.get_object()
        yield each
        if isinstance(each, DictionaryObject):
            waiting += [value for key, value in each.items() if key != "/Parent"]
        elif isinstance(each, ArrayObject):
            waiting += list(each)


def header_is_pdf_1_x_and_followed_by_binary_comment(paper: Paper) -> None:
    first, second = paper.pdf.split(b"\n", 2)[:2]
    assert re.fullmatch(rb"%PDF-1\.[0-7]", first.strip()), first
    assert second.startswith(b"%")
    assert sum(byte > 127 for byte in second) >= 4


def trailer_has_an_identifier(paper: Paper) -> None:
    assert len(paper.reader.trailer["/ID"]) == 2  # type: ignore[arg-type]


def nothing_is_encrypted(paper: Paper) -> None:
    assert "/Encrypt" not in paper.reader.trailer


def nothing_follows_the_end_of_file(paper: Paper) -> None:
    assert paper.pdf.rstrip(b"\r\n").endswith(b"%%EOF")


def metadata_stream_is_plain_xml(paper: Paper) -> None:
    metadata: Any = paper.root["/Metadata"].get_object()
    assert isinstance(metadata, StreamObject)
    told: dict[str, Any] = dict(metadata)
    assert told["/Type"] == "/Metadata"
    assert told["/Subtype"] == "/XML"
    assert "/Filter" not in metadata


def metadata_claim_part_2_level_b(paper: Paper) -> None:
    xmp = _xmp(paper)
    assert _XMP_PART.search(xmp), xmp[:600]
    assert _XMP_LEVEL.search(xmp), xmp[:600]


def information_dictionary_agrees_with_metadata(paper: Paper) -> None:
    told = paper.reader.metadata
    assert told is not None
    title = _XMP_TITLE.search(_xmp(paper))
    assert title is not None
    assert title[1].decode() == told.title
    made = told.creation_date
    assert made is not None
    assert f"{made:%Y-%m-%dT%H:%M:%S}".encode() in _xmp(paper)


def output_intent_carries_an_icc_profile(paper: Paper) -> None:
    intents = [each.get_object() for each in paper.root["/OutputIntents"]]
    ours = [each for each in intents if each["/S"] == "/GTS_PDFA1"]
    assert len(ours) == 1
    profile = ours[0]["/DestOutputProfile"].get_object()
    data = profile.get_data()
    assert data[36:40] == b"acsp"
    assert profile["/N"] == {b"RGB ": 3, b"GRAY": 1, b"CMYK": 4}[data[16:20]]


def every_font_program_is_embedded(paper: Paper) -> None:
    assert paper.fonts
    for font in paper.fonts:
        if font["/Subtype"] in {"/Type0", "/Type3"}:
            continue
        descriptor = font["/FontDescriptor"].get_object()
        files = [descriptor[key].get_object() for key in _FONT_FILES if key in descriptor]
        assert len(files) == 1, font.get("/BaseFont")
        assert len(files[0].get_data()) > 200


def every_font_maps_to_unicode(paper: Paper) -> None:
    for font in paper.fonts:
        if font["/Subtype"] == "/Type0":
            assert b"beginbf" in font["/ToUnicode"].get_object().get_data()


def composite_fonts_use_identity_encoding(paper: Paper) -> None:
    for font in paper.fonts:
        if font["/Subtype"] == "/Type0":
            assert font["/Encoding"] in {"/Identity-H", "/Identity-V"}
        if font["/Subtype"] == "/CIDFontType2":
            assert font["/CIDToGIDMap"] is not None


def no_missing_glyph_is_shown(paper: Paper) -> None:
    """Glyph 0 (.notdef) may not be used for text (6.2.11.8)."""
    for page in paper.reader.pages:
        content = ContentStream(page.get_contents(), paper.reader)
        for operands, operator in content.operations:
            if operator == b"Tj":
                assert b"\x00\x00" not in _pairs(operands[0])
            if operator == b"TJ":
                for part in operands[0]:
                    assert b"\x00\x00" not in _pairs(part)


def no_script_launch_or_media(paper: Paper) -> None:
    for each in paper.dictionaries:
        assert each.get("/S") not in _FORBIDDEN_ACTIONS or each.get("/Type") == "/StructElem"
        assert "/AA" not in each
    names = paper.root.get("/Names", {})
    assert "/JavaScript" not in names


def nothing_is_fetched_from_outside(paper: Paper) -> None:
    for each in paper.objects:
        if isinstance(each, StreamObject):
            assert "/F" not in each
            assert "/FFilter" not in each
    assert not [each for each in paper.dictionaries if each.get("/Type") == "/Filespec"]


def streams_use_permitted_filters(paper: Paper) -> None:
    for each in paper.objects:
        if isinstance(each, StreamObject):
            filters = each.get("/Filter", ArrayObject())
            named = filters if isinstance(filters, ArrayObject) else [filters]
            assert "/LZWDecode" not in named
            assert "/Crypt" not in named


def transparency_has_a_blending_space(paper: Paper) -> None:
    """Only ordinary blending, and a transparency group names a device-independent space."""
    for each in paper.dictionaries:
        mode = each.get("/BM", NameObject("/Normal"))
        assert mode in {"/Normal", "/Compatible", "/Multiply"}, mode
        if each.get("/S") == "/Transparency" and "/CS" in each:
            assert each["/CS"].get_object()[0] in {"/ICCBased", "/CalRGB"} or each["/CS"] in {
                "/DeviceRGB",
                "/DeviceGray",
            }


def no_optional_content_alternate_images_or_postscript(paper: Paper) -> None:
    assert "/OCProperties" not in paper.root
    for each in paper.dictionaries:
        assert "/Alternates" not in each
        assert each.get("/Subtype") != "/PS"
        assert "/TR" not in each


def annotations_are_printed_and_not_hidden(paper: Paper) -> None:
    for page in paper.reader.pages:
        for reference in page.get("/Annots", ArrayObject()):
            annotation = reference.get_object()
            flags = int(annotation.get("/F", 0))
            assert flags & 0b100, "Print is not set"
            assert not flags & 0b100011, "Invisible, Hidden or NoView is set"
            box = [float(n) for n in annotation["/Rect"]]
            assert "/AP" in annotation or annotation["/Subtype"] == "/Link" or not any(box)


def form_needs_no_appearances_made_by_the_reader(paper: Paper) -> None:
    form = paper.root.get("/AcroForm", DictionaryObject()).get_object()
    assert not form.get("/NeedAppearances", False)
    assert "/XFA" not in form


CHECKS = (
    header_is_pdf_1_x_and_followed_by_binary_comment,
    trailer_has_an_identifier,
    nothing_is_encrypted,
    nothing_follows_the_end_of_file,
    metadata_stream_is_plain_xml,
    metadata_claim_part_2_level_b,
    information_dictionary_agrees_with_metadata,
    output_intent_carries_an_icc_profile,
    every_font_program_is_embedded,
    every_font_maps_to_unicode,
    composite_fonts_use_identity_encoding,
    no_missing_glyph_is_shown,
    no_script_launch_or_media,
    nothing_is_fetched_from_outside,
    streams_use_permitted_filters,
    transparency_has_a_blending_space,
    no_optional_content_alternate_images_or_postscript,
    annotations_are_printed_and_not_hidden,
    form_needs_no_appearances_made_by_the_reader,
)


def conforms(pdf: bytes) -> None:
    """All checks, each by its name."""
    paper = Paper(pdf)
    for check in CHECKS:
        try:
            check(paper)
        except (AssertionError, KeyError) as error:
            raise AssertionError(f"{check.__name__}: {error}") from error


def _xmp(paper: Paper) -> bytes:
    metadata = paper.root["/Metadata"]
    assert isinstance(metadata, StreamObject)
    return metadata.get_data()


def _pairs(shown: Any) -> list[bytes]:
    """The two-byte glyph numbers of a shown string; a number (kerning) has none."""
    raw = getattr(shown, "original_bytes", shown if isinstance(shown, bytes) else b"")
    return [raw[at : at + 2] for at in range(0, len(raw), 2)]
