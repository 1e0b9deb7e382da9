"""Whether files and rows agree, for ``thuongton check``."""

from __future__ import annotations

from collections.abc import Iterator

from thuongton.documents import store
from thuongton.documents.models import Intake, IntakeState, StoredFile


def problems() -> Iterator[str]:
    """A sentence for each file that is missing or changed, each file nobody knows, and each half-written one."""
    known = set()
    for sha256, size in StoredFile.objects.order_by("id").values_list("sha256", "size").iterator():
        known.add(sha256)
        if not store.path_of(sha256).exists():
            yield f"Kho tệp: thiếu tệp {sha256[:12]}… ({size} byte); hãy khôi phục từ bản sao lưu."
        elif not store.whole(sha256):
            yield f"Kho tệp: tệp {sha256[:12]}… đã bị thay đổi; hãy khôi phục từ bản sao lưu."
    for sha256 in store.digests():
        if sha256 not in known:
            yield f"Kho tệp: tệp {sha256[:12]}… không thuộc văn bản nào."
    for path in store.leftovers():
        yield f"Kho tệp: tệp ghi dở {path.name}."
    broken = Intake.objects.filter(state__in=[IntakeState.READ, IntakeState.CONFIRMED], file__isnull=True).count()
    if broken:
        yield f"Đưa văn bản vào: {broken} dòng đã đọc nhưng không còn tệp."
