"""The page of one paper, its file, its links, and the forms that change it."""

from __future__ import annotations

import datetime as dt
import io

import pytest
from django.core.exceptions import PermissionDenied
from django.db.models import Q

from factories import officer, person
from parts import with_parts
from thuongton.documents import queries
from thuongton.documents.models import Document, DocumentLink
from thuongton.documents.services import (
    attach,
    correct_document,
    follow_up,
    link,
    register_document,
    register_stub,
)
from thuongton.files import store
from vanban.model import Citation

TEXT = "Số: 15/KH-STP\n\nKẾ HOẠCH\nKiểm tra <b>văn bản</b>".encode()


@pytest.fixture
def paper(world, clerk) -> Document:
    """An incoming paper with a file."""
    return register_document(
        clerk, world.commune, "incoming", number="15/KH-STP", title="Kiểm tra <i>x</i>", issuer="Sở Tư pháp",
        file_bytes=TEXT, file_name="Kế hoạch “15”.txt",
    )  # fmt: skip


def test_the_page_shows_everything_escaped(paper, clerk, client) -> None:
    client.force_login(clerk)
    page = client.get(f"/van-ban/{paper.pk}/").content.decode()
    for words in ("15/KH-STP", "Kiểm tra &lt;i&gt;x&lt;/i&gt;", "Sở Tư pháp", "Vào sổ văn bản", "Kế hoạch “15”.txt"):
        assert words in page
    assert "<i>x</i>" not in page


def test_a_file_comes_as_an_attachment(paper, clerk, client) -> None:
    client.force_login(clerk)
    answer = client.get(f"/van-ban/tep/{paper.attachments.get().pk}/")
    assert answer.getvalue() == TEXT
    assert answer["Content-Disposition"].startswith("attachment") and answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    html = attach(clerk, paper, b"<html><body><p>Van ban</p><script>alert(1)</script></body></html>", "a.html")
    assert client.get(f"/van-ban/tep/{html.pk}/")["Content-Type"] == "application/octet-stream"
    store.path_of(html.file.sha256).write_bytes(b"changed")
    assert client.get(f"/van-ban/tep/{html.pk}/").status_code == 404


POSTS = ["cap-so", "theo-doi", "xoa", "lien-ket", "dinh-kem", "go-tep", "bo-lien-ket", "sua"]


@pytest.mark.parametrize(
    ("role", "unit", "seen"),
    [
        ("officer", "other_commune", False), ("officer", "far_commune", False), ("inspector", "far_province", False),
        ("citizen", None, False), ("inspector", "province", True), ("administrator", "province", True),
        ("officer", "office", False), ("inspector", "commune", True),
    ],
)  # fmt: skip
def test_strangers_get_404_and_readers_403(role, unit, seen, paper, world, client) -> None:
    made = link(None, paper, "basis", target_text="x")
    client.force_login(person("ai", role, getattr(world, unit) if unit else None))
    file = paper.attachments.get().pk
    assert client.get(f"/van-ban/{paper.pk}/").status_code == (200 if seen else 404)
    assert client.get(f"/van-ban/tep/{file}/").status_code == (200 if seen else 404)
    refused = 403 if seen else 404
    for act in POSTS:
        given = {"ly-do": "x", "reason": "x", "tep": file, "lien-ket": made.pk}
        assert client.post(f"/van-ban/{paper.pk}/{act}/", given).status_code == refused
    assert Document.objects.filter(pk=paper.pk).exists() and DocumentLink.objects.filter(pk=made.pk).exists()


def test_a_shared_paper_is_read_below_and_not_written(paper, world, client, monkeypatch) -> None:
    above = register_document(None, world.province, "outgoing", title="Của tỉnh", file_bytes=TEXT, file_name="a.txt")
    reader = officer(world.other_commune, "xa-hai")
    client.force_login(reader)
    assert client.get(f"/van-ban/{above.pk}/").status_code == 404
    with_parts(monkeypatch, queries.Shares(lambda user: Q(pk__in=[above.pk])))
    page = client.get(f"/van-ban/{above.pk}/")
    assert page.status_code == 200 and not page.context["on"].events and not page.context["may_write"]
    assert client.get(f"/van-ban/tep/{above.attachments.get().pk}/").status_code == 200
    assert client.post(f"/van-ban/{above.pk}/xoa/", {"ly-do": "x"}).status_code == 403
    client.force_login(person("dan", "citizen", None))
    assert client.get(f"/van-ban/{above.pk}/").status_code == 404


def test_correcting_needs_a_reason(paper, clerk, client) -> None:
    client.force_login(clerk)
    form = {"number": "15/KH-STP", "title": "Mới", "issued_on": "5/3/2026"}
    page = client.post(f"/van-ban/{paper.pk}/sua/", form)
    assert page.status_code == 400
    client.post(f"/van-ban/{paper.pk}/sua/", form | {"reason": "gõ nhầm"})
    paper.refresh_from_db()
    assert (paper.title, paper.issued_on) == ("Mới", dt.date(2026, 3, 5))
    assert "gõ nhầm" in client.get(f"/van-ban/{paper.pk}/").content.decode()
    wrong = client.post(f"/van-ban/{paper.pk}/sua/", form | {"issued_on": "31/2/2026", "reason": "x"})
    assert wrong.status_code == 400 and "không có trong lịch" in wrong.content.decode()


def test_entering_by_hand_warns_of_a_duplicate(paper, clerk, client) -> None:
    client.force_login(clerk)
    form = {"number": "15/KH-STP", "issuer": "Sở Tư pháp", "title": "Lại"}
    page = client.post("/van-ban/so-den/moi/", form)
    assert page.status_code == 400 and "vẫn vào sổ" in page.content.decode() and Document.objects.count() == 1
    assert client.post("/van-ban/so-den/moi/", form | {"van-vao-so": "1"}).status_code == 302
    assert client.post("/van-ban/so-den/moi/", {}).status_code == 400
    upload = io.BytesIO(b"\x89PNG\r\n\x1a\n" + b"1" * 99)
    upload.name = "anh.docx"
    refused = client.post("/van-ban/so-den/moi/", {"title": "Có tệp", "tep": upload})
    assert Document.objects.count() == 2 or refused.status_code == 302


def test_numbering_answering_and_deleting_through_the_page(paper, world, clerk, client) -> None:
    client.force_login(clerk)
    client.post("/van-ban/so-di/moi/", {"symbol": "BC-UBND", "title": "Trả lời"})
    answer = Document.objects.get(direction="outgoing")
    wrong = client.post(f"/van-ban/{answer.pk}/cap-so/", {"symbol": "BC-UBND", "on": "hôm nay"})
    assert wrong.status_code == 400
    client.post(f"/van-ban/{answer.pk}/cap-so/", {"symbol": "BC-UBND", "on": "1/4/2026"})
    answer.refresh_from_db()
    assert answer.number == "01/BC-UBND"
    missing = client.post(f"/van-ban/{paper.pk}/theo-doi/", {"answer": "99/BC-UBND"})
    assert missing.status_code == 400 and "chưa có số 99/BC-UBND" in missing.content.decode()
    client.post(f"/van-ban/{paper.pk}/theo-doi/", {"answer": "01 / BC-UBND", "answer_due": "31/3/2026"})
    paper.refresh_from_db()
    assert paper.answer == answer
    assert "Đã trả lời, quá hạn 1 ngày" in client.get(f"/van-ban/{paper.pk}/").content.decode()
    kept = client.post(f"/van-ban/{answer.pk}/xoa/", {"ly-do": "x"})
    assert (
        kept.status_code == 400
        and "không xoá" in kept.content.decode()
        and Document.objects.filter(pk=answer.pk).exists()
    )
    client.post(f"/van-ban/{paper.pk}/xoa/", {"ly-do": "nhập nhầm"})
    assert not Document.objects.filter(pk=paper.pk).exists()


def test_linking_through_the_page(paper, world, clerk, client) -> None:
    other = register_document(clerk, world.commune, "incoming", number="444/KH-UBND", title="Triển khai Nghị quyết")
    register_document(None, world.far_commune, "incoming", number="444/KH-UBND", title="Của nơi xa")
    client.force_login(clerk)
    found = client.get(f"/van-ban/{paper.pk}/lien-ket/", {"kind": "implements", "q": "trien khai"})
    assert [one.pk for one in found.context["found"]] == [other.pk]
    client.post(f"/van-ban/{paper.pk}/lien-ket/", {"kind": "implements", "van-ban": other.pk})
    client.post(f"/van-ban/{paper.pk}/lien-ket/", {"kind": "basis", "theo-ten": "Nghị định 79/2025/NĐ-CP"})
    far = Document.objects.get(unit=world.far_commune)
    assert client.post(f"/van-ban/{paper.pk}/lien-ket/", {"kind": "basis", "van-ban": far.pk}).status_code == 404
    page = client.get(f"/van-ban/{paper.pk}/").content.decode()
    assert f'href="/van-ban/{other.pk}/"' in page and "Nghị định 79/2025/NĐ-CP" in page
    assert "Kế hoạch 15/KH-STP" in client.get(f"/van-ban/{other.pk}/").content.decode()
    for made in paper.links_out.all():
        assert client.post(f"/van-ban/{other.pk}/bo-lien-ket/", {"lien-ket": made.pk}).status_code == 404
        client.post(f"/van-ban/{paper.pk}/bo-lien-ket/", {"lien-ket": made.pk})
    assert not paper.links_out.exists()


def test_a_stub_shows_four_things(world, clerk, client) -> None:
    client.force_login(clerk)
    assert client.post("/van-ban/mat/moi/", {"number": "1/BC-CA", "kept_at": "Tủ"}).status_code == 400
    client.post("/van-ban/mat/moi/", {"number": "1/BC-CA", "secrecy": "mat", "kept_at": "Tủ mật", "title": "lộ"})
    stub = Document.objects.get()
    page = client.get(f"/van-ban/{stub.pk}/").content.decode()
    assert "Tủ mật" in page and "MẬT" in page and "lộ" not in page
    refused = client.post(f"/van-ban/{stub.pk}/sua/", {"number": "2/BC-CA", "title": "lộ", "reason": "x"})
    stub.refresh_from_db()
    assert refused.status_code in (302, 400) and stub.title == ""
    secret = client.post(f"/van-ban/{stub.pk}/dinh-kem/", {"tep": io.BytesIO(TEXT)})
    assert secret.status_code == 400 and not stub.attachments.exists()
    register_stub(clerk, world.commune, number="2", issued_on=None, degree="toi_mat", kept_at="Tủ")
    assert client.get("/van-ban/").context["shown"].total == 2


@pytest.mark.parametrize("there", [False, True])
def test_a_citation_tells_nothing_of_a_paper_that_may_not_be_read(there, world, clerk, client) -> None:
    """The page reads the same whether the register above holds the paper or not; only the typed words are shown."""
    if there:
        register_document(
            None, world.province, "incoming", number="77/KH-UBND", kind="Kế hoạch", issuer="UBND tỉnh Thử",
            title="Kín", issued_on=dt.date(2026, 2, 3),
        )  # fmt: skip
    cited = {
        "start": 0,
        "end": 6,
        "class": "numbered",
        "role": "basis",
        "number": "77/KH-UBND",
        "issuer": "UBND tỉnh Thử",
        "surface": "số 77",
    }
    paper = register_document(
        clerk, world.commune, "outgoing", number="1/BC-UBND", title="Báo cáo", citations=[Citation.from_dict(cited)]
    )
    client.force_login(clerk)
    page = client.get(f"/van-ban/{paper.pk}/").content.decode()
    links = page.split("Liên kết</h2>")[1].split("</ul>")[0]
    assert "số 77" in links and "không có trong sổ được xem" in links
    assert "3/2/2026" not in page and "Kín" not in page and "Kế hoạch 77" not in page
    assert paper.links_out.get().target is None


def test_links_and_answers_to_papers_that_are_hidden_tell_their_number_only(world, clerk, client) -> None:
    """Rows that stand from before, or were tied while the other paper could be read."""
    hidden = register_document(
        None, world.province, "outgoing", number="77/KH-UBND", kind="Kế hoạch", title="Kín",
        issued_on=dt.date(2026, 2, 3),
    )  # fmt: skip
    paper = register_document(clerk, world.commune, "incoming", number="1/CV-STP", title="Hỏi")
    DocumentLink.objects.create(source=paper, target=hidden, target_text="77/KH-UBND", kind="basis")
    Document.objects.filter(pk=paper.pk).update(answer=hidden)
    client.force_login(clerk)
    page = client.get(f"/van-ban/{paper.pk}/").content.decode()
    assert "77/KH-UBND" in page
    for secret in ("3/2/2026", "Kín", "Kế hoạch 77", f'href="/van-ban/{hidden.pk}/"'):
        assert secret not in page.split("Lịch sử</h2>")[0]


def test_services_refuse_to_tie_a_paper_that_may_not_be_read(world, clerk) -> None:
    hidden = register_document(None, world.province, "outgoing", number="77/KH-UBND", title="Kín")
    paper = register_document(clerk, world.commune, "incoming", number="1/CV-STP", title="Hỏi")
    file = attach(None, hidden, TEXT, "a.txt").file
    for act in (
        lambda: link(clerk, paper, "basis", target=hidden),
        lambda: follow_up(clerk, paper, {"answer": hidden}),
        lambda: correct_document(clerk, paper, {"answer": hidden}, "x"),
        lambda: register_document(clerk, world.commune, "incoming", title="x", stored=file),
    ):
        with pytest.raises(PermissionDenied):
            act()
    assert not DocumentLink.objects.exists() and Document.objects.count() == 2
