"""Every write of units, people and hats, one module a subject; each checks the right and leaves its trace."""

from thuongton.people.services.aliases import add_alias, remove_alias
from thuongton.people.services.hats import end_hat, give_hat
from thuongton.people.services.messages import mark_read, notify, tell
from thuongton.people.services.offers import accept_offer, decline_offer, offer_hat, withdraw_offer
from thuongton.people.services.persons import (
    add_user,
    edit_person,
    note_security,
    open_account,
    password_was_changed,
    reset_password,
)
from thuongton.people.services.rights import demand_administrator
from thuongton.people.services.settings import let_one_person_decide
from thuongton.people.services.signing import drop_unreadable_factors, remove_second_factor
from thuongton.people.services.units import add_unit, edit_unit, end_unit, import_units, place_unit, succeed

__all__ = [
    "accept_offer",
    "add_alias",
    "add_unit",
    "add_user",
    "decline_offer",
    "demand_administrator",
    "drop_unreadable_factors",
    "edit_person",
    "edit_unit",
    "end_hat",
    "end_unit",
    "give_hat",
    "import_units",
    "let_one_person_decide",
    "mark_read",
    "note_security",
    "notify",
    "offer_hat",
    "open_account",
    "password_was_changed",
    "place_unit",
    "remove_alias",
    "remove_second_factor",
    "reset_password",
    "succeed",
    "tell",
    "withdraw_offer",
]
