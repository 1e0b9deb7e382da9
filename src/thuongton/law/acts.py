"""The acts on the register of law as the trail names them."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from thuongton.audit.acts import ActLabels

ACTS = ActLabels("law", {"imported": _("Nhập văn bản vào sổ pháp luật")})
