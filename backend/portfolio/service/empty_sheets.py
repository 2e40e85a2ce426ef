"""Empty workbooks to fill in: rights that are no patents, a kind in each."""

from backend.kernel import clock
from backend.kernel.auth import Actor
from backend.kernel.language import Language
from backend.kernel.workbook import Workbook
from backend.portfolio import kinds, wording
from backend.portfolio.importing import apart, columns, stating
from backend.portfolio.right_tables import right_law
from backend.portfolio.service.imported import may
from backend.portfolio.states import PatentKind


async def import_template(kind: PatentKind, *, language: Language, by: Actor) -> Workbook:
    """A sheet with the headings of this kind, and behind it what each of them takes."""
    may(by, reference=False, write=False)
    forms = (await right_law(clock.today())).forms
    names = [name for name in apart.BY_KIND[kind].fields if name != columns.OWNER]
    needed = {apart.NUMBER, columns.TITLE, *kinds.FACTS[kind][0]}
    headings = {name: wording.said(wording.heading(kind, name), language) for name in names}
    notes = [
        (
            headings[name],
            wording.said(wording.NEEDED if name in needed else wording.OPTIONAL, language),
            wording.would_pass(stating.form_of(kind, name, forms=forms), language=language),
        )
        for name in names
    ]
    book = Workbook(wording.said(wording.KIND_WORDS[kind], language), list(headings.values()))
    try:
        book.turn(
            wording.said(wording.HOW_TO_FILL, language),
            [wording.said(words, language) for words in wording.HOW_HEADINGS],
        )
        book.add(notes)
        book.close()
    except BaseException:
        book.discard()
        raise
    return book
