"""What must hold between the rows of the review desk, for ``thuongton check``."""

from __future__ import annotations

from collections.abc import Iterator

from thuongton.audit.checks import Check, each
from thuongton.jobs.services import unqueued
from thuongton.reviews.models import CampaignIntake
from thuongton.reviews.queries.checking import (
    grounds_without_rule,
    intakes_under_way,
    settled_without_settlement,
    strange_judgements,
    twice_settled,
)
from thuongton.reviews.services.campaigns import take_documents

CHECKS = (
    Check(
        "review-judgement-of-row",
        "Đề xuất và quyết định của một dòng rà soát là của chính dòng đó",
        "error",
        "Báo người bảo trì.",
        each(strange_judgements, lambda row: f"Dòng {row.pk} ({row}) mang đề xuất hoặc quyết định của dòng khác."),
    ),
    Check(
        "review-settled",
        "Dòng đã xử lý xong có việc xử lý còn giá trị",
        "error",
        "Báo người bảo trì.",
        each(settled_without_settlement, lambda row: f"Dòng {row.pk} ({row}) và việc xử lý của nó không khớp nhau."),
    ),
    Check(
        "review-settled-once",
        "Mỗi dòng rà soát có nhiều nhất một việc xử lý còn giá trị",
        "error",
        "Báo người bảo trì.",
        each(twice_settled, lambda row: f"Dòng {row.pk} ({row}) có hơn một việc xử lý còn giá trị."),
    ),
    Check(
        "review-ground-rule",
        "Mỗi căn cứ rà soát theo một quy tắc đã biết",
        "warning",
        "Quy tắc đã bị bỏ khỏi grounds.toml: lần tìm căn cứ sau sẽ ghi lại.",
        each(grounds_without_rule, lambda ground: f"Căn cứ {ground.pk} theo quy tắc «{ground.rule}» không còn."),
    ),
    Check(
        "review-intake-left",
        "Việc đưa văn bản vào đợt rà soát chạy đến cùng",
        "warning",
        "Chạy lại thuongton serve hoặc worker: việc được xếp hàng lại.",
        each(lambda: _left_intakes(), lambda intake: f"Đợt «{intake.campaign}»: đưa văn bản vào còn dở."),
    ),
)


def _left_intakes() -> Iterator[CampaignIntake]:
    """Intakes that no job will bring to their end."""
    waiting = {one.pk: one for one in intakes_under_way()}
    yield from (waiting[pk] for pk in unqueued(take_documents, list(waiting)))
