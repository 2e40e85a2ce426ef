"""Reading: one object, a page of many, and what `expand` puts in the place of an id."""

from typing import Any

from tests.fakes.stripe import forms
from tests.fakes.stripe.books import Books, Obj, public
from tests.fakes.stripe.forms import Form
from tests.fakes.stripe.refusals import Refused

#: By the path's last part: the kind, and what a list can be narrowed by.
LISTS: dict[str, tuple[str, tuple[str, ...]]] = {
    "payment_intents": ("payment_intent", ()),
    "charges": ("charge", ("payment_intent",)),
    "refunds": ("refund", ("payment_intent", "charge")),
    "disputes": ("dispute", ("payment_intent", "charge")),
    "events": ("event", ("type",)),
    "balance_transactions": ("balance_transaction", ("payout", "source", "type", "currency")),
    "payouts": ("payout", ("status",)),
    "checkout/sessions": ("checkout.session", ("payment_intent", "status")),
}
PAGING = ("limit", "starting_after", "created")
MOST, USUAL, DEPTH = 100, 10, 4


def page(books: Books, path: str, form: Form) -> Obj:
    """The newest first."""
    kind, filters = LISTS[path]
    forms.check_known(form, (*PAGING, *filters))
    limit = forms.whole(form.get("limit", str(USUAL)), "limit")
    if not 1 <= limit <= MOST:
        raise Refused("This value must be between 1 and 100.", param="limit")
    rows = [
        each
        for each in books.of_kind(kind)
        if all(each.get(name) == form[name] for name in filters if name in form)
        and _within(each["created"], form.get("created", {}))
    ]
    if "starting_after" in form:
        after = forms.text(form, "starting_after")
        ids = [each["id"] for each in rows]
        if after not in ids:
            raise Refused(
                f"No such {kind}: '{after}'", code="resource_missing", param="starting_after"
            )
        rows = rows[ids.index(after) + 1 :]
    return {
        "object": "list",
        "url": f"/v1/{path}",
        "has_more": len(rows) > limit,
        "data": rows[:limit],
    }


def expanded(books: Books, answer: Obj, form: Form) -> Any:
    """The answer as it goes out, with what the caller wants to see in the place of ids."""
    shown = public(answer)
    for path in forms.listed(form, "expand"):
        parts = path.split(".")
        if len(parts) > DEPTH:
            raise Refused("You cannot expand more than 4 levels.", param="expand")
        _expand(books, shown, parts)
    return shown


def _expand(books: Books, place: Any, parts: list[str]) -> None:
    if isinstance(place, list):
        for each in place:
            _expand(books, each, parts)
        return
    name, *rest = parts
    if not isinstance(place, dict) or name not in place:
        raise Refused(f"This property cannot be expanded ({name}).", param="expand")
    value = place[name]
    if isinstance(value, str):
        if value not in books.objects:
            raise Refused(f"This property cannot be expanded ({name}).", param="expand")
        value = place[name] = public(books.objects[value])
    if rest and value is not None:
        _expand(books, value, rest)


def _within(created: int, bounds: Any) -> bool:
    if isinstance(bounds, str):
        return created == forms.whole(bounds, "created")
    tests = {
        "gt": created.__gt__, "gte": created.__ge__, "lt": created.__lt__, "lte": created.__le__,
    }  # fmt: skip
    forms.check_known(bounds, tests, prefix="created")
    return all(tests[name](forms.whole(each, "created")) for name, each in bounds.items())
