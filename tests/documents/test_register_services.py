"""Papers in the register: what is completed, what is refused, what leaves a trace."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from factories import person
from thuongton.audit.models import Event
from thuongton.audit.queries import broken_links, unaccounted
from thuongton.documents.models import Attachment, Document, DocumentLink
from thuongton.documents.queries.duplicates import duplicates
from thuongton.documents.services import (
    attach,
    correct_document,
    delete_document,
    detach,
    follow_up,
    issue_number,
    link,
    register_document,
    register_stub,
    store_file,
    unlink,
)
from thuongton.files import store
from thuongton.files.models import StoredFile
from thuongton.files.services import sweep
from thuongton.plans.models import Plan
from vanban.model import Citation

from .conftest import stored_paths

TEXT = "ỦY BAN NHÂN DÂN XÃ MỘT\nSố: 01/KH-UBND\nKẾ HOẠCH".encode()


def test_an_incoming_paper_gets_the_next_arrival_number(world, clerk) -> None:
    first = register_document(clerk, world.commune, "incoming", number="444 /KH- UBND", title="Một  kế hoạch")
    second = register_document(clerk, world.commune, "incoming", title="Hai")
    assert (first.arrival_no, second.arrival_no) == (1, 2)
    assert (first.number, first.symbol, first.kind, first.kind_code) == ("444/KH-UBND", "KH-UBND", "Kế hoạch", "KH")
    assert first.title == "Một kế hoạch"
    assert "444/kh-ubnd" in first.search


def test_a_typed_arrival_number_moves_the_series_on(world, clerk) -> None:
    register_document(clerk, world.commune, "incoming", title="A", arrival_no=40)
    assert register_document(clerk, world.commune, "incoming", title="B").arrival_no == 41


def test_series_are_apart_by_unit_year_and_kind(world, clerk) -> None:
    def outgoing(unit, symbol, **more):
        return issue_number(None, register_document(None, unit, "outgoing", symbol=symbol), **more).number

    assert outgoing(world.commune, "BC-UBND") == "01/BC-UBND"
    assert outgoing(world.commune, "BC-UBND") == "02/BC-UBND"
    assert outgoing(world.commune, "KH-UBND") == "01/KH-UBND"
    assert outgoing(world.other_commune, "BC-UBND") == "01/BC-UBND"
    assert outgoing(world.commune, "BC-UBND", on=dt.date(2027, 1, 4)) == "01/BC-UBND"
    assert outgoing(world.commune, "QĐ-UBND", with_year=True, on=dt.date(2026, 3, 2)) == "01/2026/QĐ-UBND"
    assert outgoing(world.commune, "QĐ-UBND") == "01/QĐ-UBND"
    assert outgoing(world.commune, "CTr/ĐU") == "01-CTr/ĐU"
    register_document(None, world.commune, "outgoing", number="12/BC-UBND", issued_on=dt.date(2026, 5, 1))
    assert outgoing(world.commune, "BC-UBND", on=dt.date(2026, 6, 1)) == "13/BC-UBND"


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"direction": "incoming", "symbol": "BC-UBND"}, "văn bản đi"),
        ({"direction": "outgoing", "number": "5/BC-UBND"}, "đã có số"),
        ({"direction": "outgoing"}, "ký hiệu"),
    ],
)
def test_numbers_are_not_given_where_they_should_not(world, clerk, fields, sentence) -> None:
    paper = register_document(clerk, world.commune, **fields)
    with pytest.raises(ValidationError, match=sentence):
        issue_number(clerk, paper)


def test_a_numbered_outgoing_paper_is_never_deleted(world, clerk) -> None:
    paper = issue_number(clerk, register_document(clerk, world.commune, "outgoing", symbol="BC-UBND"))
    with pytest.raises(ValidationError, match="không xoá"):
        delete_document(clerk, paper, "nhầm")
    with pytest.raises(ValidationError, match="không bỏ trống số"):
        correct_document(clerk, paper, {"number": ""}, "nhầm")
    draft = register_document(clerk, world.commune, "outgoing", symbol="BC-UBND")
    with pytest.raises(ValidationError, match="lý do"):
        delete_document(clerk, draft, " ")
    delete_document(clerk, draft, "nhập hai lần")
    assert list(Document.objects.all()) == [paper]
    assert "nhập hai lần" in Event.objects.latest("id").reason


def test_a_correction_needs_a_reason_and_leaves_it(world, clerk) -> None:
    paper = register_document(clerk, world.commune, "incoming", number="1/BC-STP", title="Cũ")
    with pytest.raises(ValidationError, match="lý do"):
        correct_document(clerk, paper, {"title": "Mới"}, "")
    correct_document(clerk, paper, {"title": "Mới"}, "gõ nhầm")
    paper.refresh_from_db()
    assert paper.title == "Mới" and "moi" in paper.search
    event = Event.objects.latest("id")
    assert event.reason == "gõ nhầm" and event.changes.count() == 1


def test_everything_written_is_accounted_for(world, clerk) -> None:
    paper = register_document(clerk, world.commune, "incoming", number="1/BC-STP", file_bytes=TEXT, file_name="a.txt")
    follow_up(clerk, paper, {"answer_due": dt.date(2026, 12, 1), "progress": "Đang làm"})
    made = link(clerk, paper, "basis", target_text="Nghị định 79/2025/NĐ-CP")
    unlink(clerk, made)
    detach(clerk, paper.attachments.get(), "nhầm tệp")
    assert not unaccounted().exists()
    assert not list(broken_links())


@pytest.mark.parametrize("role", ["inspector", "citizen", "administrator"])
def test_readers_write_nothing(world, role) -> None:
    reader = person("doc", role, None if role == "citizen" else world.commune)
    paper = register_document(None, world.commune, "incoming", title="A")
    acts = [
        lambda: register_document(reader, world.commune, "incoming", title="B"),
        lambda: register_stub(reader, world.commune, number="1", issued_on=None, degree="mat", kept_at="Tủ"),
        lambda: correct_document(reader, paper, {"title": "C"}, "x"),
        lambda: follow_up(reader, paper, {"progress": "x"}),
        lambda: delete_document(reader, paper, "x"),
        lambda: issue_number(reader, paper),
        lambda: link(reader, paper, "basis", target_text="x"),
        lambda: attach(reader, paper, TEXT, "a.txt"),
        lambda: store_file(reader, world.commune, TEXT, "a.txt"),
    ]
    for act in acts:
        with pytest.raises(PermissionDenied):
            act()
    assert Document.objects.count() == 1 and not StoredFile.objects.exists()


def test_a_neighbour_writes_nothing(world, clerk) -> None:
    with pytest.raises(PermissionDenied):
        register_document(clerk, world.other_commune, "incoming", title="B")


def test_a_stub_holds_four_things(world, clerk) -> None:
    stub = register_stub(clerk, world.commune, number="12/BC-CA", issued_on=None, degree="toi_mat", kept_at="Tủ mật")
    assert (stub.title, stub.issuer, stub.attachments.count()) == ("", "", 0)
    with pytest.raises(ValidationError):
        correct_document(clerk, stub, {"title": "Nội dung"}, "x")
    with pytest.raises(ValueError, match="TỐI MẬT"):
        attach(clerk, stub, TEXT, "a.txt")
    with pytest.raises(ValidationError):
        register_stub(clerk, world.commune, number="", issued_on=None, degree="", kept_at="Tủ")
    with pytest.raises(ValidationError):
        register_stub(clerk, world.commune, number="", issued_on=None, degree="mat", kept_at="")


@pytest.mark.parametrize(
    ("number", "issuer", "found"),
    [
        ("444/KH-UBND", "UBND tỉnh Hà Tĩnh", 1),
        ("444 / KH-UBND", "ubnd TỈNH hà tĩnh", 1),
        ("444/kh-ubnd", "", 1),
        ("444/KH-UBND", "UBND tỉnh Thanh Hóa", 0),
        ("445/KH-UBND", "UBND tỉnh Hà Tĩnh", 0),
        ("", "UBND tỉnh Hà Tĩnh", 0),
    ],
)
def test_duplicates(world, clerk, number, issuer, found) -> None:
    register_document(clerk, world.commune, "incoming", number="444/KH-UBND", issuer="UBND tỉnh Hà Tĩnh")
    assert len(duplicates(world.commune, "incoming", number, issuer)) == found
    assert not duplicates(world.other_commune, "incoming", number, issuer)


def test_citations_become_links(world, clerk) -> None:
    above = register_document(None, world.province, "outgoing", number="444/KH-UBND", issuer="UBND Tỉnh Thử")
    citations = [
        {
            "class": "numbered",
            "role": "implements",
            "number": "444/KH-UBND",
            "issuer": "UBND tỉnh Thử",
            "surface": "KH 444",
        },
        {
            "class": "numbered",
            "role": "implements",
            "number": "444/KH-UBND",
            "issuer": "UBND tỉnh Thử",
            "surface": "KH 444",
        },
        {
            "class": "numbered",
            "role": "basis",
            "number": "79/2025/NĐ-CP",
            "issuer": "Chính phủ",
            "surface": "Nghị định số\n79",
        },
        {"class": "numbered", "role": "mentions", "number": "1/NQ-CP", "issuer": "Chính phủ", "surface": "NQ 1"},
        {"class": "anaphor", "role": "implements", "number": None, "issuer": None, "surface": "Kế hoạch này"},
        {"class": "numbered", "role": "basis", "number": "9/KH-UBND", "issuer": None, "surface": "chính nó"},
    ]
    citations = [Citation.from_dict({"start": 0, "end": 0, **one}) for one in citations]
    paper = register_document(clerk, world.commune, "outgoing", number="9/KH-UBND", citations=citations)
    found = {(made.kind, made.target_id, made.target_text) for made in paper.links_out.all()}
    unknown = {("implements", None, "KH 444"), ("basis", None, "Nghị định số 79")}
    assert found == unknown  # the clerk may not read the register of the province: as if it were not there
    plan = Plan.objects.create(unit=world.province, document=above, title="x", tracked_from=dt.date(2026, 1, 1))
    shared = register_document(clerk, world.commune, "outgoing", number="10/KH-UBND", citations=citations[:1])
    assert shared.links_out.get().target == above
    plan.delete()
    delete_document(None, register_document(None, world.province, "incoming", title="x"), "x")
    report = register_document(clerk, world.commune, "outgoing", number="9/BC-UBND", citations=citations[:1])
    assert report.links_out.get().kind == "reports_on"


def test_deleting_a_cited_paper_keeps_its_name(world, clerk) -> None:
    cited = register_document(clerk, world.commune, "incoming", number="5/KH-UBND")
    paper = register_document(clerk, world.commune, "outgoing", title="A")
    link(clerk, paper, "basis", target=cited)
    delete_document(clerk, cited, "nhầm")
    assert DocumentLink.objects.get().target_text == "Kế hoạch 5/KH-UBND"


def test_files_are_kept_once_and_go_with_the_last_paper(world, clerk, files_root) -> None:
    one = register_document(clerk, world.commune, "incoming", title="A", file_bytes=TEXT, file_name="../../a.txt")
    two = register_document(clerk, world.commune, "incoming", title="B", file_bytes=TEXT, file_name="b.txt")
    assert len(stored_paths(files_root)) == StoredFile.objects.count() == 1
    assert one.attachments.get().name == "a.txt"
    assert store.read(StoredFile.objects.get().sha256) == TEXT
    delete_document(clerk, one, "x")
    assert StoredFile.objects.count() == 1
    detach(clerk, two.attachments.get(), "x")
    assert StoredFile.objects.count() == len(stored_paths(files_root)) == 1 and not Attachment.objects.exists()
    assert sweep() == 0
    assert sweep(unheld_for=-1) == 1
    assert not StoredFile.objects.exists() and stored_paths(files_root) == []
    assert not unaccounted().exists()


def test_a_file_that_is_let_go_and_taken_up_again_stays(world, clerk, files_root) -> None:
    one = register_document(clerk, world.commune, "incoming", title="A", file_bytes=TEXT, file_name="a.txt")
    delete_document(clerk, one, "x")
    assert sweep() == 0 and StoredFile.objects.get().unheld_since is not None
    register_document(clerk, world.commune, "incoming", title="B", file_bytes=TEXT, file_name="a.txt")
    assert sweep(unheld_for=-1) == 0
    assert StoredFile.objects.get().unheld_since is None and len(stored_paths(files_root)) == 1


def test_who_brings_in_the_same_bytes_meanwhile_keeps_them(world, clerk, files_root) -> None:
    delete_document(
        clerk, register_document(clerk, world.commune, "incoming", file_bytes=TEXT, file_name="a.txt", title="A"), "x"
    )
    sweep()
    with store.arriving(TEXT):
        assert sweep(unheld_for=-1) == 0
    assert sweep(unheld_for=-1) == 1


def test_a_failed_write_leaves_no_row_and_its_file_is_swept(world, clerk, files_root) -> None:
    with pytest.raises(ValidationError):
        register_document(clerk, world.commune, "incoming", signer="x" * 500, file_bytes=TEXT, file_name="a.txt")
    assert not StoredFile.objects.exists() and not Document.objects.exists()
    assert sweep(unheld_for=-1) == 1 and stored_paths(files_root) == []


def test_orphans_are_swept(world, clerk, files_root) -> None:
    register_document(clerk, world.commune, "incoming", title="A", file_bytes=TEXT, file_name="a.txt")
    store.keep(b"nobody knows me")
    (files_root / "incoming" / "half").write_bytes(b"x")
    assert sweep() == 0
    assert sweep(unheld_for=-1) == 2
    assert len(stored_paths(files_root)) == 1
