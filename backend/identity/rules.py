"""What an organisation and its members must be. Pure: values in, values or a refusal out."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from stdnum.cn import uscc as uscc_numbers
from stdnum.exceptions import ValidationError

from backend.identity.permissions import ROLES
from backend.identity.scopes import scopes_of
from backend.identity.states import OrganisationKind, Role, Scope
from backend.kernel.errors import Conflict, Forbidden, NotFound, RuleBroken, TooMany

LINK_LIFE = timedelta(hours=72)
SESSION_LIFE = timedelta(hours=12)
SESSION_IDLE = timedelta(hours=2)

_ORGANISATION_CODE = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
PASSWORD_LENGTH = range(10, 201)
VIEWS_OF_A_LIST = 20
KEYS_IN_USE = 20
PASSKEYS_OF_ONE = 20
#: How long a passkey may take to answer.
CHALLENGE_LIFE = timedelta(minutes=5)
#: Not answered yet: of one member, and of one network address (an office shares one).
CHALLENGES_OF_MEMBER = 20
CHALLENGES_OF_ADDRESS = 200
DEVICE_LENGTH = 300
#: What stays open to whoever owes a second factor, and the page on which he sets one up.
OWN_ACCOUNT = ("/session", "/account/", "/links/")
ENROL_AT = "/account"
EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s.]+(\.[^@\s.]+)+")


class CreditCodeInvalid(RuleBroken):
    code = "identity.credit_code_invalid"
    title = "This is not a unified social credit code"


class RolesInvalid(RuleBroken):
    code = "identity.roles_invalid"
    title = "These roles do not exist in such an organisation"


class PasswordWeak(RuleBroken):
    code = "identity.password_weak"
    title = "The password is too short or too long"


class TooManyViews(RuleBroken):
    code = "identity.too_many_views"
    title = "A list keeps no more views than this for one person; remove one first"


class EmailInvalid(RuleBroken):
    code = "identity.email_invalid"
    title = "This is not an e-mail address"


class EmailTaken(Conflict):
    code = "identity.email_taken"
    title = "This e-mail address signs in here already"


class StreetUnknown(RuleBroken):
    code = "identity.street_unknown"
    title = "This street does not belong to this division"


class StreetEnded(RuleBroken):
    """`until`: its last day; `successor`: what it became part of, if that is known."""

    code = "identity.street_ended"
    title = "This street is no more; name the one that stands now"


class CredentialsWrong(Forbidden):
    code = "identity.credentials_wrong"
    title = "E-mail address or password is wrong"


class PasswordWrong(Forbidden):
    code = "identity.password_wrong"
    title = "The password is wrong"


class CodeNeeded(Forbidden):
    code = "identity.code_needed"
    title = "Your account asks for a code of your authenticator besides the password"


class CodeWrong(Forbidden):
    code = "identity.code_wrong"
    title = "The code is wrong or no longer good"


class CodeSpent(Forbidden):
    code = "identity.code_spent"
    title = "This code has been used; the next one comes within 30 seconds"


class RecoveryCodeSpent(CodeSpent):
    """`used_at`: when; told only to whoever knows the password."""

    code = "identity.recovery_code_spent"
    title = "This recovery code has been used; each stands in once"


class SecondFactorOn(Conflict):
    code = "identity.second_factor_on"
    title = "Your account has a second factor already; remove it first"


class SecondFactorOff(Conflict):
    code = "identity.second_factor_off"
    title = "Your account has no second factor, or none that was begun"


class SecondFactorNeeded(Forbidden):
    """`enrol_at`: the page on which one is set up; `needed_from`: since when it is needed."""

    code = "identity.second_factor_needed"
    title = "Your role needs a second factor; set one up in your account"


class LastSecondFactor(Conflict):
    """`from_on`: since when the role obliges."""

    code = "identity.last_second_factor"
    title = "Your role needs a second factor, so the last one stays"


class TermNotAhead(RuleBroken):
    """`first`: the first day that would pass."""

    code = "identity.term_not_ahead"
    title = "Days that are past keep what was in force"


class TermUnchanged(Conflict):
    code = "identity.term_unchanged"
    title = "This is in force on that day already"


class PasskeysUnavailable(Conflict):
    code = "identity.passkeys_unavailable"
    title = "Passkeys need https under a host name; this installation has none"


class PasskeysElsewhere(Conflict):
    code = "identity.passkeys_elsewhere"
    title = "Passkeys work at another address of this installation"


class PasskeyStale(Forbidden):
    code = "identity.passkey_stale"
    title = "This took longer than five minutes, or was answered before; try again"


class PasskeyRefused(Forbidden):
    """One for whatever is wrong: it says nothing of who is registered here."""

    code = "identity.passkey_refused"
    title = "The passkey is not registered here, or its answer is not for this site and moment"


class PasskeySuspect(Forbidden):
    code = "identity.passkey_suspect"
    title = "This passkey may have been copied and is not accepted any more"


class PasskeyKnown(Conflict):
    code = "identity.passkey_known"
    title = "This passkey is registered already"


class TooManyPasskeys(RuleBroken):
    code = "identity.too_many_passkeys"
    title = "A person has no more passkeys than this; remove one first"


class MemberInactive(Forbidden):
    code = "identity.member_inactive"
    title = "Your organisation's admin has ended your access"


class SignInDelayed(TooMany):
    code = "identity.sign_in_delayed"
    title = "Too many failed attempts; wait before the next"


class LinkSpent(NotFound):
    code = "identity.link_spent"
    title = "This link has been used, has expired, or never existed"


class LastAdmin(Conflict):
    code = "identity.last_admin"
    title = "An organisation keeps at least one active admin"


class CodeAlreadyVerified(Conflict):
    code = "identity.code_already_verified"
    title = "Another verified organisation has this credit code"


class ScopesInvalid(RuleBroken):
    code = "identity.scopes_invalid"
    title = "A key of your organisation cannot have these scopes"


class TooManyKeys(RuleBroken):
    code = "identity.too_many_keys"
    title = "An organisation has no more keys in use than this; revoke one first"


class KeyRevoked(Forbidden):
    code = "identity.key_revoked"
    title = "This key has been revoked"


class KeyExpired(Forbidden):
    code = "identity.key_expired"
    title = "This key has expired"


class KeyLacksScope(Forbidden):
    code = "identity.key_lacks_scope"
    title = "This key has not the scope for this"


class KeyNotForThis(Forbidden):
    code = "identity.key_not_for_this"
    title = "No key reaches this; a person has to sign in"


def credit_code(text: str) -> str:
    """A unified social credit code in plain form; both check digits are proven (GB 32100-2015)."""
    plain = unicodedata.normalize("NFKC", text).replace(" ", "").replace("-", "").upper()
    try:
        plain = str(uscc_numbers.validate(plain))
    except ValidationError as error:
        raise CreditCodeInvalid(
            f"{text!r} fails the check of GB 32100-2015: {error}; 18 characters, the last one "
            "computed from the others.",
            field="uscc",
        ) from None
    if _organisation_check(plain[8:16]) != plain[16]:
        raise CreditCodeInvalid(
            f"The organisation code in {text!r} fails its check digit (GB 11714).", field="uscc"
        )
    return plain


def _organisation_check(body: str) -> str:
    total = sum(
        _ORGANISATION_CODE.index(char) * weight
        for char, weight in zip(body, _ORGANISATION_WEIGHTS, strict=True)
    )
    value = 11 - total % 11
    return {10: "X", 11: "0"}.get(value, str(value))


def email_address(text: str) -> str:
    """An address as it is compared: trimmed and in lower case."""
    plain = text.strip().lower()
    if len(plain) > 200 or not EMAIL.fullmatch(plain):  # noqa: PLR2004 - the column's length
        raise EmailInvalid(f"{text!r} is not an e-mail address.", field="email")
    return plain


def check_password(password: str) -> None:
    if len(password) not in PASSWORD_LENGTH:
        raise PasswordWeak(
            "A password has 10 to 200 characters.", field="password", min_length=10, max_length=200
        )


def check_roles(kind: OrganisationKind, roles: Iterable[str]) -> list[str]:
    """The roles in order, without repeats; refuse one that this kind does not know."""
    known = ROLES[kind]
    wanted = sorted(set(roles))
    if not wanted or any(role not in known for role in wanted):
        raise RolesInvalid(
            f"A member of a {kind} holds one or more of {', '.join(known)}.",
            field="roles",
            known=[str(role) for role in known],
        )
    return wanted


def check_term_ahead(from_on: date, *, today: date) -> None:
    if from_on < today:
        raise TermNotAhead(field="from_on", first=today.isoformat())


def is_own_account(path: str) -> bool:
    """Whether a route, below the API, is one's own way in, out, and to a second factor."""
    return path.startswith(OWN_ACCOUNT)


def check_room_for_view(name: str, *, kept: Iterable[str]) -> None:
    """Refuse one view too many; one that is kept already may always be replaced."""
    others = set(kept) - {name}
    if len(others) >= VIEWS_OF_A_LIST:
        raise TooManyViews(
            f"A list keeps {VIEWS_OF_A_LIST} views.", field="name", limit=VIEWS_OF_A_LIST
        )


def check_scopes(kind: OrganisationKind, wanted: Iterable[str]) -> list[str]:
    """The scopes in order, without repeats; refuse one that such an organisation cannot give."""
    known = [str(scope) for scope in scopes_of(kind)]
    asked = set(wanted)
    if not asked or not asked <= set(known):
        raise ScopesInvalid(
            f"A key of a {kind} has one or more of {', '.join(known)}.", field="scopes", known=known
        )
    return [scope for scope in known if scope in asked]


def check_room_for_key(live: int) -> None:
    if live >= KEYS_IN_USE:
        raise TooManyKeys(f"{KEYS_IN_USE} keys are in use.", field="name", limit=KEYS_IN_USE)


def check_room_for_passkey(kept: int) -> None:
    if kept >= PASSKEYS_OF_ONE:
        raise TooManyPasskeys(
            f"{PASSKEYS_OF_ONE} passkeys are registered.", field="name", limit=PASSKEYS_OF_ONE
        )


def check_key_lives(revoked_at: datetime | None, expires_at: datetime, *, at: datetime) -> None:
    if revoked_at is not None:
        raise KeyRevoked("Ask your admin for a new key.")
    if expires_at <= at:
        raise KeyExpired("Ask your admin for a new key.", expired_at=expires_at.isoformat())


def check_route_in_scope(allowing: frozenset[Scope], held: set[Scope]) -> frozenset[Scope]:
    """The scopes that allow the route, one of which the key holds."""
    if not allowing:
        raise KeyNotForThis("Sign in as a person.")
    if not allowing & held:
        needed = sorted(str(scope) for scope in allowing)
        raise KeyLacksScope(f"This needs one of: {', '.join(needed)}.", needed=needed)
    return allowing


def device_name(user_agent: str) -> str:
    """How a browser names itself, as it is kept: printable, of bounded length."""
    return "".join(char for char in user_agent if char.isprintable())[:DEVICE_LENGTH]


def delay_after(failures: int) -> timedelta:
    """How long to wait after so many failures in a row: nothing for 4, then doubling to 5 min."""
    if failures < 5:  # noqa: PLR2004 - said above
        return timedelta()
    return timedelta(seconds=min(300, 2 ** (failures - 4)))


def is_admin(roles: Iterable[str]) -> bool:
    return Role.ADMIN in set(roles)
