"""The pages of registers: lists made of the file of a kind alone, queues, the panel; what may never stand in them."""

from __future__ import annotations

import io
import zipfile
from urllib.parse import unquote_plus

import openpyxl
import pytest
from django.conf import LazySettings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cases.conftest import NAME, STORY, Office
from factories import person
from thuongton.audit.models import Event
from thuongton.cases.definition.library import known_kinds
from thuongton.cases.definition.model import QUEUES
from thuongton.cases.models import Case
from thuongton.cases.services import act_on, open_case
from thuongton.people.models import Role, User
from thuongton.web.models import SavedView
from web.test_vietnamese_parts import english, unmarked

pytestmark = pytest.mark.django_db
WHO = "Hoàng Văn Thử"
DAY = "tinh-den=2026-03-24"


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def page_of(client: Client, name: str, *parts: str, query: str = "") -> str:
    answer = client.get(reverse(f"cases:{name}", args=parts) + query)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def numbers_in(page: str) -> list[str]:
    """The numbers of the cases that stand in a table, in their order."""
    rows = page.split("<tbody>")[1].split("</tbody>")[0] if "<tbody>" in page else ""
    return [part.split("</a>")[0].rpartition(">")[2] for part in rows.split('class="row-link"')[1:]]


def complaint(
    office: Office, name: str = WHO, on: str = "2026-03-10", user: User | None = None, **more: object
) -> Case:
    data = {"lan": "dau", "linh_vuc": "dat_dai", "thuoc_tham_quyen": True, "so_don": 1, "nguoi": name} | more
    return open_case(user or office.officer, office.world.commune, "khieu_nai", "nhan_don", on, data)[0]


def denunciation(office: Office) -> Case:
    data = {"lan": "dau", "linh_vuc": "khac", "nguoi": NAME, "nguoi_bi_to_cao": WHO, "noi_dung": STORY}
    kind = known_kinds()["to_cao"][-1]
    do = next(iter(kind.leaving(None)))
    given = {need.field: data.get(need.field, 1) for need in kind.transitions[do].requires} | data
    return open_case(office.officer, office.world.commune, "to_cao", do, "2026-03-10", given)[0]


def sheet(client: Client, kind: str, query: str = "") -> str:
    answer = client.get(reverse("cases:list-excel", args=[kind]) + query)
    book = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    return "\n".join(str(cell) for row in book.active.values for cell in row if cell is not None)


def paper(client: Client, kind: str, query: str = "") -> str:
    answer = client.get(reverse("cases:list-word", args=[kind]) + query)
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as parts:
        return parts.read("word/document.xml").decode()


@pytest.mark.parametrize("kind", sorted(known_kinds()))
def test_every_kind_has_its_list(office: Office, kind: str) -> None:
    client = signed_in(office.officer)
    assert page_of(client, "list", kind)
    for what in ("excel", "word", "print"):
        assert client.get(reverse(f"cases:list-{what}", args=[kind])).status_code == 200


def test_registers_queues_and_cases_that_are_none(office: Office) -> None:
    client, other = signed_in(office.officer), signed_in(office.other)
    case = office.mediation()
    assert client.get("/vu-viec/khong_co/").status_code == 404
    assert client.get("/vu-viec/hang-viec/khong_co/").status_code == 404
    assert client.get(reverse("cases:peek", args=[case.uid])).status_code == 200
    assert other.get(reverse("cases:peek", args=[case.uid])).status_code == 404
    assert numbers_in(page_of(other, "list", "hoa_giai")) == []
    assert numbers_in(page_of(signed_in(office.province), "list", "hoa_giai")) == ["01/2026"]


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("", ["04/2026", "03/2026", "02/2026", "01/2026"]),
        ("?xep=so", ["01/2026", "02/2026", "03/2026", "04/2026"]),
        ("?xep=han", ["02/2026", "01/2026", "04/2026", "03/2026"]),
        ("?trang-thai=da_thu_ly", ["02/2026"]),
        ("?trang-thai=da_thu_ly,da_chuyen", ["03/2026", "02/2026"]),
        ("?mo=xong", ["03/2026"]),
        ("?_linh_vuc=khac", ["04/2026"]),
        ("?_thuoc_tham_quyen=khong", ["03/2026"]),
        ("?tu=2026-03-11&den=2026-03-11", ["02/2026"]),
        ("?han-tu=2026-04-01&han-den=2026-04-30", ["02/2026"]),
        ("?hang=qua_han", ["01/2026"]),
        ("?hang=sap_den_han", ["04/2026"]),
        ("?chua-giao=1", []),
        ("?q=02/2026", ["02/2026"]),
        ("?q=ranh%20gioi", ["01/2026"]),
        ("?q=hoang%20van%20thu", ["01/2026"]),
        ("?q=Hoàng&mo=xong", []),
    ],
)
def test_what_an_address_asks(office: Office, query: str, numbers: list[str]) -> None:
    complaint(office, noi_dung="ranh giới đất")
    taken = complaint(office, "Bên thứ hai", "2026-03-11")
    act_on(office.officer, taken, "thu_ly", "2026-03-12", {})
    sent = complaint(office, "Bên thứ ba", "2026-03-12", thuoc_tham_quyen=False)
    act_on(office.officer, sent, "chuyen_don", "2026-03-13", {"den": "Toà án"})
    complaint(office, "Bên thứ tư", "2026-03-16", linh_vuc="khac")
    page = page_of(signed_in(office.officer), "list", "khieu_nai", query=f"{query or '?'}&{DAY}")
    assert sorted(numbers_in(page)) == sorted(numbers) if query == "?xep=han" else numbers_in(page) == numbers


def test_words_of_persons_stand_in_no_address_view_or_trail(office: Office, settings: LazySettings) -> None:
    settings.ACCESS_IN_TRAIL = True
    complaint(office)
    complaint(office, "Bùi Thị Mẫu")
    client = signed_in(office.officer)
    answer = client.post(reverse("cases:list-find", args=["khieu_nai"]), {"q": WHO, "mo": "mo"})
    assert answer.status_code == 302 and answer["Location"].startswith("/vu-viec/khieu_nai/?")
    address = unquote_plus(answer["Location"])
    assert "mo=mo" in address and not any(word in address for word in WHO.split())
    page = client.get(answer["Location"]).content.decode()
    assert numbers_in(page) == ["01/2026"] and f"«{WHO}»" in page
    elsewhere = signed_in(office.leader).get(answer["Location"]).content.decode()
    assert numbers_in(elsewhere) == ["02/2026", "01/2026"] and "chữ tìm của một phiên khác" in elsewhere
    query = answer["Location"].partition("?")[2]
    client.post(reverse("cases:list-views", args=["khieu_nai"]), {"ten": "Đang mở", "query": query})
    assert SavedView.objects.get().query == "mo=mo" and SavedView.objects.get().listing == "ho-so:khieu_nai"
    assert client.get(reverse("cases:list-excel", args=["khieu_nai"]) + f"?{query}").status_code == 200
    events = [str(value) for event in Event.objects.values_list() for value in event]
    assert any("xuat.xlsx" in told for told in events)
    assert not any(word in told for told in events for word in ("Hoàng", "hoang"))


def test_saved_views_are_those_of_one_register(office: Office) -> None:
    client = signed_in(office.officer)
    client.post(reverse("cases:list-views", args=["khieu_nai"]), {"ten": "Quá hạn của tôi", "query": "hang=qua_han"})
    assert "Quá hạn của tôi" in page_of(client, "list", "khieu_nai").split('class="tools"')[-1]
    side = page_of(client, "list", "hoa_giai")
    assert f"/vu-viec/khieu_nai/?hang=qua_han&amp;khung={SavedView.objects.get().pk}" in side


def test_masked_and_closed_fields_stand_nowhere(office: Office) -> None:
    """Who and what in a mediation is sensitive, who denounced is closed: no list, file, print or panel has them."""
    cases = [office.mediation(), denunciation(office)]
    for user in (office.officer, office.leader):
        client = signed_in(user)
        for case in cases:
            texts = [
                page_of(client, "list", case.kind),
                page_of(client, "list-print", case.kind),
                page_of(client, "peek", str(case.uid)),
                page_of(client, "queue", "qua_han"),
                page_of(client, "books"),
                sheet(client, case.kind),
                paper(client, case.kind),
            ]
            for hidden in (NAME, "Bích", STORY, "ranh giới"):
                assert not any(hidden in text for text in texts), (case.kind, hidden)
    client = signed_in(office.officer)
    found = client.post(reverse("cases:list-find", args=["to_cao"]), {"q": NAME})
    assert numbers_in(client.get(found["Location"]).content.decode()) == []


def test_persons_stand_whole_for_who_works_and_by_initials_on_paper(office: Office) -> None:
    complaint(office)
    client = signed_in(office.officer)
    assert WHO in page_of(client, "list", "khieu_nai")
    for text in (sheet(client, "khieu_nai"), paper(client, "khieu_nai"), page_of(client, "list-print", "khieu_nai")):
        assert "H.V.T" in text and WHO not in text
    reader = page_of(signed_in(office.inspector), "list", "khieu_nai")
    assert "H.V.T" in reader and WHO not in reader


def test_a_page_asks_the_same_number_of_queries_whatever_it_holds(office: Office) -> None:
    client = signed_in(office.province)
    addresses = [
        reverse("cases:list", args=["khieu_nai"]),
        reverse("cases:list", args=["khieu_nai"]) + "?xep=han&mo=mo&q=thu",
        reverse("cases:queue", args=["qua_han"]),
        reverse("cases:books"),
    ]

    def counted() -> list[int]:
        found = []
        for address in addresses:
            client.get(address)
            with CaptureQueriesContext(
                connection,
            ) as queries:
                assert client.get(address).status_code == 200
            found.append(len(queries))
        return found

    complaint(office)
    first = counted()
    for number in range(12):
        complaint(office, f"Người thứ {number}")
    assert counted() == first


def test_an_earlier_day_shows_the_states_of_that_day(office: Office) -> None:
    case = complaint(office)
    act_on(office.officer, case, "thu_ly", "2026-03-16", {})
    complaint(office, on="2026-03-20")
    client = signed_in(office.officer)
    page = page_of(client, "list", "khieu_nai", query="?tinh-den=2026-03-12")
    label = known_kinds()["khieu_nai"][-1].states
    assert numbers_in(page) == ["01/2026"]
    table = page.split("<tbody>")[1].split("</tbody>")[0]
    assert label["dang_xem_xet"].label.vi in table and label["da_thu_ly"].label.vi not in table
    case.refresh_from_db()
    assert case.state == "da_thu_ly"


def test_conditions_of_an_earlier_day_are_those_of_that_day(office: Office) -> None:
    case = complaint(office)
    act_on(office.leader, case, "khong_thu_ly", "2026-03-16", {"ly_do": "trùng"})
    other = complaint(office, on="2026-03-11")
    client = signed_in(office.officer)

    def found(query: str) -> list[str]:
        return sorted(numbers_in(page_of(client, "list", "khieu_nai", query=f"?{query}")))

    assert found("trang-thai=dang_xem_xet&tinh-den=2026-03-12") == [str(case), str(other)]
    assert found("trang-thai=khong_thu_ly&tinh-den=2026-03-12") == []
    assert found("trang-thai=khong_thu_ly&tinh-den=2026-03-20") == [str(case)]
    assert found("mo=mo&tinh-den=2026-03-12") == [str(case), str(other)]
    assert found("mo=xong&tinh-den=2026-03-12") == []
    assert found("mo=xong") == [str(case)] and found("trang-thai=dang_xem_xet") == [str(other)]


def test_cases_are_handed_over_together(office: Office) -> None:
    cases = [complaint(office), complaint(office, "Bùi Thị Mẫu")]
    colleague = person("dong-nghiep", Role.OFFICER, office.world.commune)
    client = signed_in(office.officer)
    page = page_of(client, "list", "khieu_nai")
    assert "lam/giao/" in page and "Giao người xử lý" in page
    address = reverse("cases:list-bulk", args=["khieu_nai", "giao"])
    ticked = {"dong": [case.pk for case in cases], "query": "?mo=mo"}
    asked = client.get(address, ticked).content.decode()
    assert "01/2026" in asked and WHO not in asked
    done = client.post(address, {**ticked, "nguoi": colleague.pk, "ly_do": "Nghỉ phép"})
    assert done["Location"] == "/vu-viec/khieu_nai/?mo=mo"
    assert {case.handler_id for case in Case.objects.all()} == {colleague.pk}
    assert Event.objects.filter(action="Giao người xử lý hồ sơ").count() == 2
    assert "Đã giao 2 hồ sơ" in client.get(done["Location"]).content.decode()
    stranger = client.post(address, {**ticked, "nguoi": office.other.pk})
    assert stranger.status_code == 200 and {case.handler_id for case in Case.objects.all()} == {colleague.pk}
    reader = signed_in(office.inspector)
    assert reader.post(address, {**ticked, "nguoi": colleague.pk}).status_code == 404


def test_a_queue_says_what_is_due_and_why_a_case_is_stuck(office: Office) -> None:
    complaint(office)
    client = signed_in(office.officer)
    page = page_of(client, "queue", "qua_han", query=f"?{DAY}")
    clock = known_kinds()["khieu_nai"][-1].clocks["acceptance"].label.vi
    assert numbers_in(page) == ["01/2026"] and clock in page and "trễ" in page and "Khiếu nại" in page
    for name in QUEUES:
        assert page_of(client, "queue", name)
    assert numbers_in(page_of(client, "queue", "viec_cua_toi")) == ["01/2026"]
    assert numbers_in(page_of(client, "queue", "mac_ket")) == []


def test_registers_with_their_numbers(office: Office) -> None:
    complaint(office)
    complaint(office, "Bùi Thị Mẫu", "2026-03-16")
    page = page_of(signed_in(office.officer), "books", query=f"?{DAY}")
    used, _details, rest = page.partition('<details class="sec"')
    assert "/vu-viec/khieu_nai/?hang=qua_han&amp;cua-toi=1" in used
    assert "/vu-viec/khieu_nai/?hang=sap_den_han&amp;cua-toi=1" in used
    assert "/vu-viec/hoa_giai/" in rest and "/vu-viec/hoa_giai/" not in used.split("<main")[1]
    assert "/vu-viec/pakn_qppl/" not in page, "a register of the province"


def test_other_pages_of_a_register_are_offered_to_who_may(office: Office) -> None:
    officer = page_of(signed_in(office.officer), "list", "khieu_nai")
    reader = page_of(signed_in(office.inspector), "list", "khieu_nai")
    assert "/vu-viec/khieu_nai/moi/" in officer and "/vu-viec/khieu_nai/moi/" not in reader
    assert '<a class="btn btn-primary" href="/vu-viec/khieu_nai/moi/">' in officer


def test_english_pages_say_what_is_vietnamese(office: Office) -> None:
    case = complaint(office, noi_dung="Khiếu nại về ranh giới thửa đất")
    office.mediation()
    client = english(office.officer)
    for address in (
        reverse("cases:books"),
        reverse("cases:list", args=["khieu_nai"]),
        reverse("cases:list", args=["hoa_giai"]),
        reverse("cases:queue", args=["qua_han"]),
    ):
        assert (address, unmarked(client, address)) == (address, [])
    panel = client.get(reverse("cases:peek", args=[case.uid])).content.decode()
    assert '<dd lang="vi">Khiếu nại về ranh giới thửa đất</dd>' in panel and "days late" in panel
