"""The blanks of the change form (专利权质押登记变更申请表)."""

from dataclasses import dataclass
from datetime import date

from contracts.blanks import Blanks, Party, Patent, Unfit


@dataclass(frozen=True, kw_only=True)
class Change(Blanks):
    """One registered item, as it stands and as it shall stand."""

    item: str
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class ChangeForm(Blanks):
    """A change of the registered pledge (登记办法 art. 13: within 30 days of `changed_on`)."""

    registration_number: str
    registered_on: date
    pledgors: tuple[Party, ...]
    pledgees: tuple[Party, ...]
    patents: tuple[Patent, ...]
    changes: tuple[Change, ...]
    changed_on: date
    reason: tuple[str, ...] = ()
    attachments: tuple[str, ...] = ()
    undertaking: bool = False
    agent: Party | None = None
    agency_code: str = ""
    agent_person: str = ""
    applied_on: date

    def check(self) -> None:
        if self.applied_on < self.changed_on:
            raise Unfit("applied_on", "a day not before changed_on", got=self.applied_on)
        if not self.attachments and not self.undertaking:
            raise Unfit("attachments", "a proof of the change, or undertaking=True", got=())
