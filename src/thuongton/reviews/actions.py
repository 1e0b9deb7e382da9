"""What can be decided of a document under review (hình thức xử lý)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Action(models.TextChoices):
    """Forms of handling after a review: Nghị định 79/2025/NĐ-CP Điều 38, with what working tables of provinces say."""

    KEEP = "giu_nguyen", _("Giữ nguyên")
    AMEND = "sua_doi", _("Sửa đổi, bổ sung")
    REPLACE = "thay_the", _("Thay thế")
    REPEAL = "bai_bo", _("Bãi bỏ toàn bộ")
    REPEAL_PART = "bai_bo_mot_phan", _("Bãi bỏ một phần")
    SUSPEND = "tam_ngung", _("Tạm ngưng hiệu lực")
    NEW = "ban_hanh_moi", _("Ban hành mới")
    CONSOLIDATE = "hop_nhat", _("Hợp nhất")
    CONTINUE = "tiep_tuc_hieu_luc", _("Tiếp tục có hiệu lực")
    NO_SUBJECT = "khong_con_doi_tuong", _("Không còn đối tượng điều chỉnh")
    EXPIRED = "het_hieu_luc", _("Đã hết hiệu lực")
    UNDECIDED = "chua_xac_dinh", _("Chưa xác định")
