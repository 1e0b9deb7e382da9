"""The forms of local legal documents that are drafted here, by the kind of case that leads each of them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class LocalForm(models.TextChoices):
    """A form of document (hình thức văn bản): the value is the kind of the case engine that holds its procedure.

    Luật 64/2025/QH15 Điều 4; documents of a đặc khu are drafted as those of a commune.
    """

    RESOLUTION_PROVINCE = "nghi_quyet_hdnd_tinh", _("Nghị quyết HĐND tỉnh")
    DECISION_PROVINCE = "quyet_dinh_ubnd_tinh", _("Quyết định UBND tỉnh")
    DECISION_CHAIR = "quyet_dinh_chu_tich_ubnd_tinh", _("Quyết định Chủ tịch UBND tỉnh")
    RESOLUTION_COMMUNE = "nghi_quyet_hdnd_xa", _("Nghị quyết HĐND cấp xã")
    DECISION_COMMUNE = "quyet_dinh_ubnd_xa", _("Quyết định UBND cấp xã")
