"""Facts of the register that want a look (chất lượng dữ liệu), each with how to mend it."""

from __future__ import annotations

from django.db.models import F

from thuongton.law.models import ActQuestion, LegalAct
from thuongton.web.dates import day_words

NO_DAY = "Chưa có ngày ban hành; nhập tệp catalogue có ngay_ban_hanh."
NO_EFFECT = "Chưa rõ ngày có hiệu lực; nhập ngay_hieu_luc kèm nguồn."
BEFORE_ISSUE = "Có hiệu lực {effective} trước ngày ban hành {issued}; xem lời văn có nói hồi tố."
ENDS_BEFORE = "Hết hiệu lực trước khi có hiệu lực; xem lại hai ngày."
NO_TEXT = "Chỉ có thông tin, chưa có toàn văn."


def doubts() -> list[dict[str, str]]:
    """Every doubtful fact: the act, what is doubtful, what to do; open questions among them."""
    found: list[dict[str, str]] = []

    def add(act: LegalAct, kind: str, message: str) -> None:
        found.append({"number": act.number, "kind": kind, "message": message})

    for act in LegalAct.objects.filter(issued_on=None, told_issued_on=None).order_by("number_key"):
        add(act, "no-issue-day", NO_DAY)
    for act in LegalAct.objects.filter(effective_on=None).order_by("number_key"):
        add(act, "no-effect-day", NO_EFFECT)
    for act in LegalAct.objects.filter(effective_on__lt=F("issued_on")).order_by("number_key"):
        add(
            act,
            "effect-before-issue",
            BEFORE_ISSUE.format(effective=day_words(act.effective_on), issued=day_words(act.issued_on)),
        )
    for act in LegalAct.objects.filter(expired_on__lt=F("effective_on")).order_by("number_key"):
        add(act, "ends-before-effect", ENDS_BEFORE)
    for act in LegalAct.objects.filter(sha256="").order_by("number_key"):
        add(act, "no-text", NO_TEXT)
    for question in ActQuestion.objects.select_related("act").order_by("pk"):
        number = question.act.number if question.act is not None else question.source
        found.append({"number": number, "kind": question.kind, "message": question.message})
    return found
