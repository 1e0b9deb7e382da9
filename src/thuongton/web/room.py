"""What the ground gives to the house: the forms that were kept, and the saved views of every list."""

from __future__ import annotations

from thuongton.web.lists.views import saved_views
from thuongton.web.menu import Views
from thuongton.web.rooms import Addresses, Room

ROOM = Room("web", order=80, parts=(Addresses("", "thuongton.web.forms.urls"), Views(saved_views)))
