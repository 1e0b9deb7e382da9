"""Drafts: begun from a file or a pasted text, given new versions, compared, dropped."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from documents.test_check_page import TEXT
from factories import officer, person
from thuongton.audit.models import Event
from thuongton.documents.findings import findings_of
from thuongton.documents.models import Draft, DraftVersion, Reading, SetAside, StoredFile
from thuongton.documents.services import drafts, review
from thuongton.files import store
from thuongton.files.screening import SecretPaper
from thuongton.files.services import sweep
from thuongton.people.models import Notification

BETTER = TEXT.replace("báo cáo báo cáo", "báo cáo").replace("III. NHIỆM VỤ", "II. NHIỆM VỤ")
WORSE = BETTER.replace("Hội nghị.", "Hội nghị hội nghị hội nghị.\n\nBáo cáo theo theo quy định.")


def upload(text: str, name: str = "ke-hoach.txt") -> SimpleUploadedFile:
    """A file as a browser sends it."""
    return SimpleUploadedFile(name, text.encode())


@pytest.fixture
def draft(world, clerk) -> Draft:
    """A draft with one version."""
    return drafts.start_draft(clerk, world.commune, TEXT.encode(), "ke-hoach.txt")


def rules_in(version: DraftVersion) -> set[str]:
    """The codes of the findings of a version."""
    return {one.rule for one in findings_of(Reading.objects.get(file=version.file).value.findings)}


def test_a_draft_is_read_and_named_by_its_title(draft, clerk, client) -> None:
    assert draft.title == "Công tác tư pháp năm 2026"
    version = draft.versions.get()
    assert (version.number, version.name, version.user, version.refusal) == (1, "ke-hoach.txt", clerk, "")
    assert {"repeated-words", "numbering-gap"} <= rules_in(version)
    client.force_login(clerk)
    page = client.get(f"/van-ban/du-thao/{draft.pk}/").content.decode()
    assert "Công tác tư pháp năm 2026" in page and "báo cáo báo cáo" in page and "So với bản trước" not in page
    listed = client.get("/van-ban/du-thao/").content.decode()
    assert "Công tác tư pháp năm 2026" in listed and "cảnh báo" in listed
    assert Event.objects.filter(action="Bắt đầu bản dự thảo", subject="Công tác tư pháp năm 2026").count() == 0
    assert Event.objects.filter(action="Bắt đầu bản dự thảo").exists()


@pytest.mark.parametrize("given", [{"tep": upload(TEXT)}, {"noi-dung": TEXT.replace("\n", "\r\n"), "ten": "Tên riêng"}])
def test_a_draft_begins_from_a_file_or_a_pasted_text(given, world, clerk, client) -> None:
    client.force_login(clerk)
    answer = client.post("/van-ban/du-thao/moi/", given)
    made = Draft.objects.get()
    assert answer["Location"] == f"/van-ban/du-thao/{made.pk}/"
    assert made.title == given.get("ten", "Công tác tư pháp năm 2026") and made.unit == world.commune
    assert "repeated-words" in client.get(answer["Location"]).content.decode()


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({}, "Chưa có nội dung"),
        ({"noi-dung": "  "}, "Chưa có nội dung"),
        ({"tep": SimpleUploadedFile("a.docx", b"PK\x03\x04hong")}, "Hãy"),
        ({"noi-dung": "TUYỆT MẬT\n\nSố: 1/BC-UBND\n\nBÁO CÁO\n\nNội dung."}, "độ mật"),
    ],
)
def test_what_cannot_be_a_draft_is_refused_in_a_sentence(given, words, clerk, client) -> None:
    client.force_login(clerk)
    answer = client.post("/van-ban/du-thao/moi/", given)
    assert answer.status_code == 400 and words in answer.content.decode()
    assert not Draft.objects.exists() and not StoredFile.objects.exists()


def test_the_next_version_tells_what_is_gone_stays_and_is_new(draft, clerk, client) -> None:
    client.force_login(clerk)
    address = f"/van-ban/du-thao/{draft.pk}/"
    answer = client.post(f"{address}ban-moi/", {"tep": upload(WORSE, "ban2.txt")})
    assert answer["Location"] == address
    page = client.get(address).content.decode()
    assert "So với bản trước" in page and "Đã hết so với bản trước" in page
    assert "badge-new" in page and "badge-stay" in page
    fresh = client.get(f"{address}?so=moi").content.decode()
    assert "badge-new" in fresh and "badge-stay" not in fresh
    old = client.get(f"{address}?ban=1").content.decode()
    assert "Đây là bản cũ" in old and "báo cáo báo cáo" in old and "So với bản trước" not in old
    for version in draft.versions.all():
        body = b"".join(client.get(f"/van-ban/du-thao/ban/{version.pk}/tep/").streaming_content)
        assert body.decode() == (TEXT if version.number == 1 else WORSE)
    same = client.post(f"{address}ban-moi/", {"tep": upload(WORSE)})
    assert same.status_code == 400 and "giống hệt bản số 2" in same.content.decode()
    assert client.post(f"{address}ban-moi/", {}).status_code == 400
    assert draft.versions.count() == 2


def test_versions_are_compared_by_the_same_rules(draft, clerk) -> None:
    first = Reading.objects.get(file=draft.versions.get().file)
    first.body = {**first.body, "findings": [], "rules": "cũ"}
    first.save()
    drafts.add_version(clerk, draft, BETTER.encode(), "ban2.txt")
    first.refresh_from_db()
    assert first.body["findings"]


def test_a_left_finding_goes_along_with_the_next_version(draft, clerk, client) -> None:
    client.force_login(clerk)
    found = findings_of(Reading.objects.get().value.findings, draft=True)
    left = next(one for one in found if one.rule == "unit-not-recipient")
    given = {"loi": str(left.number), "ma": left.key, "ly-do": "Gửi qua trục nội bộ", "ban": "1"}
    assert client.post(f"/van-ban/du-thao/{draft.pk}/bo-qua/", given).status_code == 302
    drafts.add_version(clerk, draft, BETTER.encode(), "ban2.txt")
    page = client.get(f"/van-ban/du-thao/{draft.pk}/").content.decode()
    assert "Đã bỏ qua: 1" in page and "«Gửi qua trục nội bộ»" in page
    assert client.post(f"/van-ban/du-thao/{draft.pk}/bo-qua/", given | {"ban": "9"}).status_code == 400
    assert SetAside.objects.count() == 1
    client.post(f"/van-ban/bo-qua/{SetAside.objects.get().pk}/xet-lai/")
    assert "Đã bỏ qua" not in client.get(f"/van-ban/du-thao/{draft.pk}/").content.decode()


def test_a_draft_is_not_blamed_for_the_number_it_cannot_have_yet(draft, clerk, client) -> None:
    client.force_login(clerk)
    raw = Reading.objects.get().value.findings
    assert "number-blank" in {one.rule for one in findings_of(raw)}
    shown = findings_of(raw, draft=True)
    assert "number-blank" not in {one.rule for one in shown}
    assert [one.number for one in shown] == list(range(1, len(shown) + 1))
    assert "chưa có số" not in client.get(f"/van-ban/du-thao/{draft.pk}/").content.decode()


@pytest.mark.parametrize(
    ("role", "unit", "reads", "writes"),
    [
        ("officer", "commune", True, True), ("inspector", "commune", True, False), ("leader", "province", True, True),
        ("officer", "other_commune", False, False), ("officer", "far_province", False, False),
        ("officer", "office", False, False), ("citizen", None, False, False),
    ],
)  # fmt: skip
def test_who_reads_and_who_writes_a_draft(role, unit, reads, writes, draft, world, client) -> None:
    client.force_login(person("ai-do", role, getattr(world, unit) if unit else None))
    address = f"/van-ban/du-thao/{draft.pk}/"
    assert client.get(address).status_code == (200 if reads else 404)
    assert client.get(f"/van-ban/du-thao/ban/{draft.versions.get().pk}/tep/").status_code == (200 if reads else 404)
    assert (draft.title in client.get("/van-ban/du-thao/").content.decode()) is reads
    refused = 403 if reads else 404
    assert client.post(f"{address}ban-moi/", {"noi-dung": BETTER}).status_code == (302 if writes else refused)
    assert client.post(f"{address}ten/", {"ten": "Tên mới"}).status_code == (302 if writes else refused)
    assert client.post(f"{address}bo/", {"ly-do": "Nhầm"}).status_code == (302 if writes else refused)
    assert Draft.objects.exists() is not writes


def test_a_dropped_draft_takes_its_files_with_it(draft, clerk, world) -> None:
    drafts.add_version(clerk, draft, BETTER.encode(), "ban2.txt")
    other = drafts.start_draft(officer(world.other_commune, "xa-hai"), world.other_commune, BETTER.encode(), "x.txt")
    review.set_aside(clerk, draft, findings_of(Reading.objects.first().value.findings)[0], "Vì thế")
    with pytest.raises(ValidationError, match="lý do"):
        drafts.drop_draft(clerk, draft, " ")
    drafts.drop_draft(clerk, draft, "Đưa nhầm")
    sweep(unheld_for=-1)
    kept = other.versions.get().file
    assert list(StoredFile.objects.all()) == [kept] and list(store.digests()) == [kept.sha256]
    assert not SetAside.objects.exists()
    assert Event.objects.filter(action="Bỏ bản dự thảo", reason__contains="Đưa nhầm").exists()


def test_a_file_that_cannot_be_read_later_says_why(draft, monkeypatch, clerk, client) -> None:
    Reading.objects.all().delete()
    monkeypatch.setattr("thuongton.documents.services.reading.read_screened", lambda *_a, **_k: 1 / 0)
    assert drafts.resume_unread() == 1
    assert "gặp lỗi" in draft.versions.get().refusal
    assert drafts.resume_unread() == 0
    client.force_login(clerk)
    assert "gặp lỗi" in client.get(f"/van-ban/du-thao/{draft.pk}/").content.decode()
    assert "gặp lỗi" in client.get("/van-ban/du-thao/").content.decode()


def test_a_mark_of_secrecy_seen_only_while_reading_takes_the_draft_away(
    draft, monkeypatch, clerk, django_capture_on_commit_callbacks
) -> None:
    Reading.objects.all().delete()

    def secret(*_given: object, **_more: object) -> None:
        raise SecretPaper("MẬT")

    monkeypatch.setattr("thuongton.documents.services.reading.read_screened", secret)
    with django_capture_on_commit_callbacks(execute=True):
        assert drafts.read_version(draft.versions.get().pk) == "secret"
    assert not Draft.objects.exists() and not StoredFile.objects.exists()
    assert "MẬT" in Notification.objects.get(user=clerk).text
    assert drafts.read_version(9_999) == ""


def test_a_draft_being_read_says_so(draft, clerk, client) -> None:
    Reading.objects.all().delete()
    client.force_login(clerk)
    page = client.get(f"/van-ban/du-thao/{draft.pk}/").content.decode()
    assert "Máy đang đọc" in page and 'http-equiv="refresh"' in page
    assert "Đang đọc" in client.get("/van-ban/du-thao/").content.decode()


def test_the_list_asks_the_same_of_the_database_for_many(draft, clerk, world, client) -> None:
    client.force_login(clerk)
    counts = []
    for _turn in range(2):
        with CaptureQueriesContext(connection) as queries:
            client.get("/van-ban/du-thao/")
        counts.append(len(queries))
        for number in range(4):
            drafts.start_draft(clerk, world.commune, f"{TEXT}\n{number}".encode(), f"{number}.txt")
    assert counts[0] == counts[1]
