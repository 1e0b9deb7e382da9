"""The acts on prints as the trail names them."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from thuongton.audit.acts import ActLabels

ACTS = ActLabels("prints", {"list-kept": _("In và giữ bản")})
