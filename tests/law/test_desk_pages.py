"""The pages of the working desk: bases checked and mended, questions, imports, lists, who may and who may not."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from factories import World, make_world, officer
from law.test_desk import DECREE, ENDS, LOCAL, take
from thuongton.documents.services.drafts import read_draft_version, start_draft
from thuongton.law.models import ActQuestion, ImpactFinding, LawFollow, LawImport, LawImportFile, LegalAct
from thuongton.law.queries.register import act_of
from thuongton.law.services.batches import run_import
from thuongton.law.services.impact import find_impact
from thuongton.people.models import User
from thuongton.web.models import KeptForm

pytestmark = pytest.mark.django_db
PAGES = ("bases", "missing", "quality", "questions", "impact", "follows")


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def keeper(world: World) -> User:
    return officer(world.justice, "giu-so")


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_every_page_opens_for_an_officer_of_a_commune_and_for_nobody_outside(world: World) -> None:
    take(DECREE, ENDS, LOCAL)
    act = act_of("15/2003/NĐ-CP")
    client = signed_in(officer(world.commune, "xa"))
    for name in PAGES:
        assert client.get(reverse(f"law:{name}")).status_code == 200, name
        assert Client().get(reverse(f"law:{name}")).status_code == 302, name
    assert client.get(reverse("law:desk", args=[act.pk])).status_code == 200
    assert client.get(reverse("law:import")).status_code == 403


def test_the_drafter_mends_a_basis(world: World) -> None:
    take(DECREE)
    client = signed_in(officer(world.commune, "soan"))
    text = "Căn cứ Nghị định số 15/2003/NĐ-CP ngày 19/3/2003 của Chính phủ Quy định về đê điều;"
    page = client.post(reverse("law:bases"), {"noi-dung": text})
    (row,) = page.context["rows"]
    assert (row.fact_state, row.mend_words) == ("fault", "Sửa thành 19/2/2003")
    page = client.post(reverse("law:bases"), {"noi-dung": text, "sua": row.mend})
    (row,) = page.context["rows"]
    assert row.fact_state == "agrees"
    assert "ngày 19/2/2003 của Chính phủ" in page.content.decode()


def test_all_that_can_be_is_mended_at_once_and_the_rest_is_named(world: World) -> None:
    take(DECREE)
    client = signed_in(officer(world.commune, "soan"))
    text = (
        "Căn cứ Nghị định số 15/2003/NĐ-CP ngày 19 tháng 3 năm 2003 của Bộ Nội vụ Quy định về đê điều;\n"
        "Căn cứ Nghị định số 99/2001/NĐ-CP ngày 01/01/2001 của Chính phủ;"
    )
    page = client.post(reverse("law:bases"), {"noi-dung": text, "sua": "all"})
    first, second = page.context["rows"]
    assert (first.fact_state, second.fact_state) == ("agrees", "named_only")
    assert "ngày 19 tháng 02 năm 2003 của Chính phủ Quy định" in page.context["text"]


def test_a_marked_text_is_refused_and_nothing_of_it_is_kept(world: World) -> None:
    client = signed_in(officer(world.commune, "soan"))
    text = "UBND XÃ MỘT\nTỐI MẬT\nSố: 1/QĐ-UBND\nQUYẾT ĐỊNH\nCăn cứ chuyện kín đáo;"
    page = client.post(reverse("law:bases"), {"noi-dung": text})
    assert page.status_code == 400 and not page.context.get("rows")
    assert "dấu TỐI MẬT nên không được đưa vào" in page.content.decode()
    assert not KeptForm.objects.exists()


def test_the_bases_of_a_draft_are_checked_from_its_page_and_of_no_other_unit(world: World) -> None:
    take(DECREE)
    user = officer(world.commune, "soan")
    draft = start_draft(None, world.commune, LOCAL.encode(), "du-thao.txt", title="Dự thảo quy chế")
    read_draft_version.func(draft.versions.get().pk)
    client = signed_in(user)
    shown = client.get(reverse("documents:draft", args=[draft.pk])).content.decode()
    address = f"{reverse('law:bases')}?du-thao={draft.pk}"
    assert address in shown
    assert client.get(address).context["rows"][0].named == "15/2003/NĐ-CP"
    assert signed_in(officer(world.far_commune, "xa-xa")).get(address).status_code == 404


def test_what_changes_is_shown_before_it_is_written(keeper: User) -> None:
    take(DECREE)
    act = act_of("15/2003/NĐ-CP")
    client = signed_in(keeper)
    sent = {"muc": "expired_on", "gia-tri": "1/1/2012", "nguon": "Thông báo 5/TB"}
    page = client.post(reverse("law:desk-record", args=[act.pk]), sent)
    assert page.status_code == 400 and not act.records.exists()
    mark = page.context["offered"].refused.form.data["da-xem"]
    assert mark and "se-doi" in page.content.decode()
    assert client.post(reverse("law:desk-record", args=[act.pk]), sent | {"da-xem": mark}).status_code == 302
    record = act.records.get()
    sent = {"dieu": record.pk, "ly-do": "Nhầm"}
    page = client.post(reverse("law:desk-withdraw", args=[act.pk]), sent)
    assert "có hiệu lực trở lại" in page.content.decode()


def test_a_question_is_decided_on_its_page(world: World, keeper: User) -> None:
    take(DECREE)
    take(DECREE.replace("hướng dẫn chi tiết", "quy định chi tiết"), place="khac.txt")
    asked = ActQuestion.objects.get()
    client = signed_in(keeper)
    page = client.get(reverse("law:question", args=[asked.pk]))
    assert [(one.ours, one.theirs) for one in page.context["parts"]] == [
        (("2. Bộ trưởng hướng dẫn chi tiết.",), ("2. Bộ trưởng quy định chi tiết.",))
    ]
    answer = {"quyet-dinh": "ours", "ly-do": "Bản kia là dự thảo"}
    commune = signed_in(officer(world.commune, "xa"))
    assert commune.post(reverse("law:question-answer", args=[asked.pk]), answer).status_code == 403
    assert client.post(reverse("law:question-answer", args=[asked.pk]), answer).status_code == 302
    asked.refresh_from_db()
    assert (asked.answer, asked.answered_by_id) == ("ours", keeper.pk)


def packed(**files: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, text in files.items():
            archive.writestr(name.replace("_", "."), text)
    return stream.getvalue()


def test_files_come_in_by_a_job_and_again_change_nothing(keeper: User) -> None:
    client = signed_in(keeper)
    for new in (3, 0):
        brought: list[Any] = [
            SimpleUploadedFile("goi.zip", packed(a_txt=DECREE, b_txt=ENDS, c_txt="không phải văn bản")),
            SimpleUploadedFile("d.txt", LOCAL.encode()),
        ]
        page = client.post(reverse("law:import"), {"tep": brought})
        assert page.status_code == 302, page.content.decode()
        batch = LawImport.objects.latest("pk")
        run_import.func(batch.pk)
        batch.refresh_from_db()
        assert (batch.state, batch.report["new"], batch.report["documents"]) == ("done", new, 4)
        assert [one["kind"] for one in batch.report["questions"]] == ["no-number"]
        assert client.get(page.url).status_code == 200
    assert LegalAct.objects.count() == 3
    assert not LawImportFile.objects.exclude(file=None).exists(), "nothing that was read is kept"
    assert ImpactFinding.objects.filter(act__number="20/2010/NĐ-CP", name="07/2005/QĐ-UB").exists()


@pytest.mark.parametrize("data", [b"PK\x03\x04 khong phai", b""])
def test_a_broken_archive_is_one_sentence(keeper: User, data: bytes) -> None:
    page = signed_in(keeper).post(reverse("law:import"), {"tep": [SimpleUploadedFile("goi.zip", data)]})
    if page.status_code == 302:
        batch = LawImport.objects.get()
        run_import.func(batch.pk)
        batch.refresh_from_db()
        (asked,) = batch.report["questions"]
        assert asked["message"].endswith(".") and batch.state == "done"
    else:
        assert page.status_code == 400 and not LawImport.objects.exists()
    assert not LegalAct.objects.exists()


def test_lists_say_what_lacks_and_what_is_doubtful(keeper: User) -> None:
    take(LOCAL)
    client = signed_in(keeper)
    assert "15/2003/NĐ-CP" in client.get(reverse("law:missing")).content.decode()
    page = client.get(reverse("law:quality"), {"loai": "no-effect-day"}).content.decode()
    assert reverse("law:desk", args=[act_of("07/2005/QĐ-UB").pk]) in page
    assert client.post(reverse("law:quality-check")).status_code == 302


def test_following_stands_on_today_and_is_ended(world: World) -> None:
    take(DECREE)
    act = act_of("15/2003/NĐ-CP")
    client = signed_in(officer(world.commune, "xa"))
    client.post(reverse("law:desk-follow", args=[act.pk]), {"dieu-khoan": ""})
    take(ENDS)
    assert "20/2010/NĐ-CP sửa" in client.get("/").content.decode()
    row = LawFollow.objects.get()
    other = signed_in(officer(world.other_commune, "xa-hai"))
    assert other.post(reverse("law:follows-stop"), {"theo-doi": row.pk}).status_code == 404
    client.post(reverse("law:follows-seen"), {"theo-doi": row.pk})
    assert "20/2010/NĐ-CP sửa" not in client.get("/").content.decode()
    client.post(reverse("law:follows-stop"), {"theo-doi": row.pk})
    assert not LawFollow.objects.exists()


def test_a_finding_is_looked_at(keeper: User) -> None:
    take(DECREE, ENDS, LOCAL)
    find_impact(None, act_of("20/2010/NĐ-CP"))
    row = ImpactFinding.objects.filter(role="basis").get()
    client = signed_in(keeper)
    page = client.get(reverse("law:impact-one", args=[row.pk]))
    seen = page.context["offered"].form("y-kien", row).initial["seen"]
    sent = {"dong-tac-dong": row.pk, "tinh-trang": "unaffected", "y-kien": "Quy chế đã hết", "seen": seen}
    assert client.post(reverse("law:impact-look", args=[row.pk]), sent).status_code == 302
    row.refresh_from_db()
    assert (row.state, row.note, row.by) == ("unaffected", "Quy chế đã hết", keeper)
    again = client.post(reverse("law:impact-look", args=[row.pk]), sent | {"tinh-trang": "new"})
    assert again.status_code == 400, "somebody has said something since"
