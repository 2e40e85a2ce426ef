"""Every paper renders: the same bytes for the same terms, PDF/A-2b, fonts inside, nothing run."""

import dataclasses
import hashlib
import io
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any, get_type_hints

import pytest
from pypdf import PdfReader

from contracts import catalogue
from contracts.blanks import Blanks, Party, Unfit, paragraphs
from contracts.catalogue import Paper, Template, in_force
from contracts.rendering import render
from contracts.wording import grouped
from tests.contracts import make
from tests.contracts.conformance import conforms

GOLDEN = Path(__file__).parent / "golden"
#: The examples of `make`, as each version printed them when it was released.
DIGESTS = dict(line.split() for line in (GOLDEN / "digests.txt").read_text().splitlines())
HOSTILE = (
    "#panic(1) $x$ \\ [ ] * _ ` // /* <a> @b",
    '"); #import "/etc/passwd" //',
    "]]]}}}))) unbalanced {{{[[[(((",
    "= 标题\n- 列表\r\n+ 项",
    "abc\u202ecba\u200f\u2066",
    "超长" * 150,
    "A" * 300,
    "𠮷野㛃镕喆堃䶮",
    "emoji 😀 العربية",
    "a\x00b\x07c\ufffe\ud800",
)


def text_of(pdf: bytes) -> str:
    """What a reader copies out of the PDF, without spaces and line ends."""
    pages = PdfReader(io.BytesIO(pdf)).pages
    return "".join("".join(page.extract_text().split()) for page in pages)


@pytest.mark.parametrize("paper", list(Paper))
def test_every_paper_conforms_to_pdf_a_2b(paper: Paper) -> None:
    conforms(make.pdf(make.EXAMPLES[paper](), demonstration=True))


@pytest.mark.parametrize(
    ("old", "new", "check"),
    [
        (b"%PDF-1.7", b"%PDF-2.0", "header_is_pdf_1_x_and_followed_by_binary_comment"),
        (b"%%EOF", b"%%EOF%", "nothing_follows_the_end_of_file"),
        (b"<pdfaid:part>2", b"<pdfaid:part>3", "metadata_claim_part_2_level_b"),
        (b"PC-2026-000123</rdf", b"PC-2026-000124</rdf", "information_dictionary_agrees"),
        (b"/GTS_PDFA1", b"/GTS_PDFX1", "output_intent_carries_an_icc_profile"),
        (b"/FontFile2", b"/FontFyle2", "every_font_program_is_embedded"),
        (b"/ToUnicode", b"/NoUnicode", "every_font_maps_to_unicode"),
        (b"/Identity-H", b"/Unknown--H", "composite_fonts_use_identity_encoding"),
    ],
)
def test_a_fault_fails_the_check_that_names_it(old: bytes, new: bytes, check: str) -> None:
    pdf = make.pdf(make.pledge_contract())
    assert old in pdf

    with pytest.raises(AssertionError, match=f"^{check}"):
        conforms(pdf.replace(old, new))


@pytest.mark.parametrize("paper", list(Paper))
def test_the_same_terms_give_the_same_bytes(paper: Paper) -> None:
    first = make.pdf(make.EXAMPLES[paper]())
    with ThreadPoolExecutor(2) as pool:
        again = list(pool.map(lambda _: make.pdf(make.EXAMPLES[paper]()), range(2)))

    assert again == [first, first]
    assert make.pdf(make.EXAMPLES[paper](), number="PC-2026-000124") != first


@pytest.mark.parametrize("template", catalogue.TEMPLATES, ids=lambda each: each.id)
def test_the_bytes_are_those_of_the_release(template: Template) -> None:
    """Another typst may draw otherwise: then this fails, and who raises it decides knowingly."""
    pdf = render(template, make.EXAMPLES[template.paper](), make.issue())

    assert hashlib.sha256(pdf).hexdigest() == DIGESTS[template.id]


@pytest.mark.parametrize("paper", list(Paper))
def test_terms_kept_as_json_render_the_same_paper(paper: Paper) -> None:
    terms = make.EXAMPLES[paper]()
    template = catalogue.in_force(paper, make.TODAY)

    kept = catalogue.load(template, catalogue.dump(terms))

    assert kept == terms
    assert render(template, kept, make.issue()) == make.pdf(terms)


@pytest.mark.parametrize("paper", list(Paper))
def test_every_page_says_number_template_and_which_page_it_is(paper: Paper) -> None:
    pdf = make.pdf(make.EXAMPLES[paper]())
    pages = PdfReader(io.BytesIO(pdf)).pages

    for n, page in enumerate(pages, start=1):
        text = "".join(page.extract_text().split())
        assert "PC-2026-000123" in text
        assert f"{paper}v{in_force(paper, make.TODAY).version}" in text
        assert f"第{n}页共{len(pages)}页" in text
    assert "不主张其具有《电子签名法》所称可靠电子签名的效力" in text_of(pdf)
    assert catalogue.TITLES[paper] in text_of(pdf)


def test_a_demonstration_says_so_on_every_page() -> None:
    terms = make.licence_contract()

    shown = PdfReader(io.BytesIO(make.pdf(terms, demonstration=True))).pages
    assert all("演示文件" in page.extract_text() for page in shown)
    assert "演示" not in text_of(make.pdf(terms))


@pytest.mark.parametrize("letters", ["㛃", "𠮷", "镕", "陈㛃𠮷镕"])
def test_rare_characters_are_drawn_by_an_embedded_font(letters: str) -> None:
    party = dataclasses.replace(make.FIRM, representative=letters)

    pdf = make.pdf(make.pledge_contract(pledgors=(party,)))

    assert f"负责人{letters}" in text_of(pdf)
    fonts = _embedded(pdf)
    assert any("NotoSansSC" in name for name in fonts)
    assert any("RareHanSC" in name for name in fonts) == (
        "𠮷" in letters + make.BANK.representative
    )


def _embedded(pdf: bytes) -> set[str]:
    names = set()
    for page in PdfReader(io.BytesIO(pdf)).pages:
        fonts: Any = page["/Resources"]["/Font"]  # type: ignore[index]
        for font in fonts.values():
            below = font.get_object()["/DescendantFonts"][0].get_object()
            descriptor = below["/FontDescriptor"].get_object()
            program = next(k for k in ("/FontFile2", "/FontFile3") if k in descriptor)
            assert len(descriptor[program].get_object().get_data()) > 200
            names.add(str(below["/BaseFont"]))
    return names


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_printed_letter_for_letter(text: str) -> None:
    party = dataclasses.replace(make.FIRM, name=text, address=text)
    patent = dataclasses.replace(make.patents(1)[0], title=text)

    pdf = make.pdf(make.pledge_contract(pledgors=(party,), patents=(patent,), disputes=text))

    conforms(pdf)
    seen = text_of(pdf)
    expected = "".join(_as_printed(letter) for letter in text)
    assert seen.count(expected) >= 3
    assert _beyond_the_margin(pdf) == []


def _as_printed(letter: str) -> str:
    if letter == " ":
        return ""
    drawn = letter.isprintable() and letter not in "😀" and not "\u0600" <= letter <= "\u06ff"
    return letter if drawn else f"〔U+{ord(letter):04X}〕"


RIGHT_MARGIN = 595 - 60
#: The foot of a page stands above this, and everything else above the foot.
BOTTOM = 20
TOP = 842


def _beyond_the_margin(pdf: bytes) -> list[str]:
    """What reaches beyond the right margin, taking letters for very narrow, or below the foot."""
    found: list[str] = []

    def visit(text: str, cm: Any, tm: Any, _font: Any, size: float) -> None:
        x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
        upright = cm[1] == 0  # the watermark is not
        if not upright or not text.strip():
            return
        y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
        if x + 0.3 * size * len(text.strip()) > RIGHT_MARGIN or not BOTTOM < y < TOP:
            found.append(text)

    for page in PdfReader(io.BytesIO(pdf)).pages:
        page.extract_text(visitor_text=visit)
    return found


@pytest.mark.parametrize("paper", list(Paper))
def test_no_text_leaves_the_page(paper: Paper) -> None:
    """Every text of every paper made 300 letters long, without a place to break."""
    terms = _lengthened(make.EXAMPLES[paper]())

    assert _beyond_the_margin(make.pdf(terms)) == []


def test_a_title_that_no_page_holds_goes_on_on_the_next() -> None:
    patent = dataclasses.replace(make.patents(1)[0], title="醴" * 2000)

    pdf = make.pdf(make.pledge_contract(patents=(patent, *make.patents(2))))

    assert text_of(pdf).count("醴") == 2000
    assert _beyond_the_margin(pdf) == []


def test_a_row_stands_on_one_page() -> None:
    long = tuple(dataclasses.replace(each, title=each.title * 4) for each in make.patents(40))

    pages = PdfReader(io.BytesIO(make.pdf(make.pledge_contract(patents=long)))).pages

    titles = ["".join(each.title.split()) for each in long]
    for page in pages:
        text = "".join(page.extract_text().split())
        assert all(text.count(make.patents(4)[n].title) % 4 == 0 for n in range(4)), text
    assert sum("".join(p.extract_text().split()).count(titles[0]) for p in pages) == 10


def _lengthened(terms: Blanks) -> Blanks:
    hints = get_type_hints(type(terms))
    return dataclasses.replace(
        terms, **{name: _long(name, hints[name], getattr(terms, name)) for name in hints}
    )


def _long(name: str, hint: Any, value: Any) -> Any:
    if isinstance(value, Blanks):
        return _lengthened(value)
    if isinstance(value, tuple) and name != "patent_numbers":
        return tuple(_long(name, str, item) for item in value)
    is_free = hint is str and not name.endswith(("patent_number", "_sha256"))
    return "Wx" * 150 if is_free else value


def test_a_paper_with_hundreds_of_patents_lists_them_all() -> None:
    many = make.patents(300)

    text = text_of(make.pdf(make.registration_application(patents=many)))

    assert "共300件" in text
    assert text.count("2039-") + text.count("ZL2019") >= 75
    assert "详见附件《质押专利清单》" in text


def test_a_power_of_attorney_says_who_entrusts_what_of_which_patents_to_whom() -> None:
    terms = make.registration_application()
    attorney, consents = terms.power_of_attorney, terms.coowner_consents
    assert attorney is not None

    pages = [
        "".join(page.extract_text().split())
        for page in PdfReader(io.BytesIO(make.pdf(terms))).pages
    ]
    (mandate,) = (page for page in pages if "经办代理人" in page)

    principals = (*terms.pledgors, *terms.pledgees, *(each.owner for each in consents))
    for party in principals:
        assert "".join(party.name.split()) + party.code in mandate
        assert "".join(party.address.split()) in mandate
    for patent in terms.patents:
        assert "".join(grouped(patent.patent_number).split()) in mandate
    assert f"代理机构代码{attorney.agency_code}" in mandate
    assert all("".join(each.split()) in mandate for each in attorney.powers)
    assert "自签署之日起至2027年6月30日止" in mandate
    assert mandate.count("法定代表人或授权代表：") == len(principals) + 1
    assert mandate.count("日期：") == len(principals) + 1


@pytest.mark.parametrize("paper", list(Paper))
def test_no_page_holds_nothing_but_the_closing_words(paper: Paper) -> None:
    pdf = make.pdf(make.EXAMPLES[paper](), demonstration=True)

    for page in PdfReader(io.BytesIO(pdf)).pages:
        body = "".join(page.extract_text().split()).split("签发", 1)[-1]
        before, closing, _ = body.partition("效力声明")
        assert not closing or len(before) > 40, before


def test_terms_of_another_paper_are_refused() -> None:
    template = catalogue.in_force(Paper.OFFER_LETTER, make.TODAY)

    with pytest.raises(Unfit) as refusal:
        render(template, make.pledge_contract(), make.issue())

    assert refusal.value.field == "terms"
    assert "OfferLetter" in refusal.value.passes


def test_a_paper_carries_its_date() -> None:
    pdf = make.pdf(make.change_form(), issued_on=date(2027, 3, 10))

    told = PdfReader(io.BytesIO(pdf)).metadata
    assert told is not None
    assert told.creation_date is not None
    assert told.creation_date.date() == date(2027, 3, 10)


def test_prose_becomes_paragraphs() -> None:
    assert paragraphs("一。\n\n 二。 \r\n") == ("一。", "二。")
    assert paragraphs(None) == ()


def test_a_party_needs_a_name() -> None:
    with pytest.raises(Unfit) as refusal:
        Party(name=" ")

    assert (refusal.value.code, refusal.value.field) == ("contracts.unfit", "name")
