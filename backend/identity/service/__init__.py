"""What can be done with organisations, members, sessions and links."""

from backend.identity.service.members import (
    change_roles,
    deactivate,
    invite,
    members,
    offer_reset,
    reactivate,
)
from backend.identity.service.organisations import (
    SignUp,
    active_members,
    create_operator,
    create_organisation,
    member_names,
    organisation,
    organisations,
    organisations_of_kind,
    page_of_organisations,
    sign_up,
    verify,
)
from backend.identity.service.sessions import (
    actor_of,
    actor_of_session,
    change_password,
    check_password,
    link,
    sign_in,
    sign_out,
    sign_out_everywhere,
    take_link,
)
from backend.identity.service.views import remove_view, save_view, saved_views
from backend.identity.tables import Organisation

__all__ = [
    "Organisation",
    "SignUp",
    "active_members",
    "actor_of",
    "actor_of_session",
    "change_password",
    "change_roles",
    "check_password",
    "create_operator",
    "create_organisation",
    "deactivate",
    "invite",
    "link",
    "member_names",
    "members",
    "offer_reset",
    "organisation",
    "organisations",
    "organisations_of_kind",
    "page_of_organisations",
    "reactivate",
    "remove_view",
    "save_view",
    "saved_views",
    "sign_in",
    "sign_out",
    "sign_out_everywhere",
    "sign_up",
    "take_link",
    "verify",
]
