"""What was typed and chosen is kept when a form was not done, for the one who typed it, in the same browser."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import lxml.html
import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from factories import PASSWORD
from plans.annex_world import Annex
from thuongton.documents.models import Attachment, Document
from thuongton.people import session_life
from thuongton.people.models import User
from thuongton.plans.models import Comment, Declaration
from thuongton.web.forms.keys import cookie_name
from thuongton.web.forms.queries import chosen_files, kept_on
from thuongton.web.forms.services import KEPT, keep, sweep
from thuongton.web.models import KeptFile, KeptForm, SentForm

Fields = dict[str, Any]
PLAIN = "ĐỀ ÁN\nĐổi mới công tác tổ chức thi hành pháp luật trên địa bàn tỉnh\n"
SECRET = "MẬT\n\nỦY BAN NHÂN DÂN TỈNH\nSố: 12/KH-UBND\n\nKẾ HOẠCH\nvề công tác cơ yếu năm 2026\n" * 3


def file(text: str = PLAIN, name: str = "ke-hoach.txt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode(), "text/plain")


@dataclass
class Browser:
    """A browser without scripts: it opens pages, fills forms as they stand, and comes back with its cookies."""

    client: Client = field(default_factory=lambda: Client(enforce_csrf_checks=True))
    html: str = ""
    path: str = ""

    def sign_in(self, user: User) -> None:
        page = self.client.get("/tai-khoan/login/")
        self.client.get("/tai-khoan/login/")
        token = self.client.cookies["csrftoken"].value
        user.set_password(PASSWORD)
        user.save()
        fields = {"login": user.username, "password": PASSWORD, "csrfmiddlewaretoken": token}
        assert self.client.post("/tai-khoan/login/", fields).status_code == 302, page.content

    def end_session(self) -> None:
        self.client.cookies.pop("sessionid")

    def open(self, address: str) -> str:
        answer = self.client.get(address, follow=True)
        assert answer.status_code == 200
        self.path = answer.redirect_chain[-1][0] if answer.redirect_chain else address
        self.html = answer.content.decode()
        return self.html

    def form(self, action: str) -> lxml.html.FormElement:
        found = lxml.html.fromstring(self.html).forms
        return next(one for one in found if (one.get("action") or urlsplit(self.path).path) == action)

    def send(self, action: str, typed: Fields, *, drop: tuple[str, ...] = ()) -> Any:
        values: Fields = {}
        for name, value in self.form(action).form_values():
            values.setdefault(name, []).append(value)
        values = {name: several for name, several in values.items() if several != [""] and name not in drop}
        return self.client.post(action, {**values, **typed})


@pytest.fixture
def browser(annex: Annex) -> Iterator[Browser]:
    cache.clear()  # sign-ins of an address are counted there
    one = Browser()
    one.sign_in(annex.monitor)
    yield one


FORMS: list[tuple[str, str, Fields]] = [
    ("khai-bao", "trao-doi", {"noi-dung": "Đề nghị Sở Tài chính cho ý kiến về kinh phí."}),
    ("khai-bao", "khai-bao", {"trang-thai": "completed", "den-ngay": "2026-09-30", "ket-qua": "Đã họp với 12 xã <b>&"}),
    ("lui-han", "lui-han", {"han-moi": "2027-02-01", "ly-do": "Chờ văn bản của Trung ương"}),
    ("huy", "huy", {"ly-do": "Không còn căn cứ"}),
    ("san-pham", "nop-san-pham", {"so": "9/ĐA-STP", "ngay-ky": "2026-09-01", "trich-yeu": "Đề án", "so-di": "1",
                                   "loai": "submission"}),
]  # fmt: skip


def value_of(browser: Browser, action: str, name: str) -> Any:
    return dict(browser.form(action).form_values()).get(name)


@pytest.mark.parametrize(("_section", "act", "typed"), FORMS)
def test_the_session_ended_and_the_form_is_there_again(
    annex: Annex, browser: Browser, _section: str, act: str, typed: Fields
) -> None:
    task = annex.task("B.II.6")
    page, action = f"/ke-hoach/nhiem-vu/{task.pk}/", f"/ke-hoach/nhiem-vu/{task.pk}/{act}/"
    browser.open(page)
    before = (Declaration.objects.count(), Comment.objects.count(), Document.objects.count())
    browser.end_session()
    files = {"tep": file()} if act == "nop-san-pham" else {}
    answer = browser.send(action, {**typed, **files})
    assert answer.status_code == 302
    parts = urlsplit(answer["Location"])
    assert parts.path == "/tai-khoan/login/" and parse_qs(parts.query)["next"] == [page + "#ban-giu"]
    assert (Declaration.objects.count(), Comment.objects.count(), Document.objects.count()) == before
    assert browser.client.get(answer["Location"]).status_code == 200

    browser.sign_in(annex.monitor)
    html = browser.open(page)
    for name, value in typed.items():
        assert value_of(browser, action, name) == value, name
    form = browser.form(action)
    assert form.xpath(".//*[@id='ban-giu']") and all(
        fold.get("open") is not None for fold in form.iterancestors("details")
    )
    if files:
        assert "ke-hoach.txt" in html and form.xpath(".//input[@name='_tep-giu'][@checked]")
    sent = browser.send(action, {})
    assert sent.status_code == 302, sent.content.decode()
    if files:
        kept = Attachment.objects.get(name="ke-hoach.txt")
        assert kept.document.number == "9/ĐA-STP"
    assert not KeptForm.objects.exists() and not KeptFile.objects.exists()
    assert "ban-giu" not in browser.open(page)


def test_a_form_sent_after_an_idle_hour_is_there_again(
    annex: Annex, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = f"/ke-hoach/nhiem-vu/{annex.task('B.II.6').pk}/"
    browser.open(page)
    later = time.time() + settings.SESSION_IDLE_SECONDS + 60
    monkeypatch.setattr(session_life, "time", SimpleNamespace(time=lambda: later))
    answer = browser.send(page + "trao-doi/", {"noi-dung": "Viết trong một giờ."})
    assert urlsplit(answer["Location"]).path == "/tai-khoan/login/"
    assert not Comment.objects.exists()
    browser.sign_in(annex.monitor)
    browser.open(page)
    assert value_of(browser, page + "trao-doi/", "noi-dung") == "Viết trong một giờ."


def test_nobody_else_sees_what_was_typed(annex: Annex, browser: Browser) -> None:
    task = annex.task("B.II.6")
    page, action = f"/ke-hoach/nhiem-vu/{task.pk}/", f"/ke-hoach/nhiem-vu/{task.pk}/trao-doi/"
    browser.open(page)
    browser.end_session()
    browser.send(action, {"noi-dung": "Chỉ riêng tôi biết"})
    browser.sign_in(annex.officer)  # somebody else at the same machine
    assert "Chỉ riêng tôi biết" not in browser.open(page)
    kept = KeptForm.objects.get()
    token = browser.client.cookies["csrftoken"].value
    gone = browser.client.post(f"/ban-giu/{kept.pk}/bo/", {"csrfmiddlewaretoken": token})
    assert gone.status_code == 404 and KeptForm.objects.count() == 1
    elsewhere = Browser()
    elsewhere.sign_in(annex.monitor)  # the same person at another machine
    assert "Chỉ riêng tôi biết" not in elsewhere.open(page)
    browser.end_session()
    browser.sign_in(annex.monitor)
    assert "Chỉ riêng tôi biết" in browser.open(page)
    token = browser.client.cookies["csrftoken"].value
    assert browser.client.post(f"/ban-giu/{kept.pk}/bo/", {"csrfmiddlewaretoken": token})["Location"] == page
    assert "Chỉ riêng tôi biết" not in browser.open(page)


def test_what_is_kept_lies_in_no_row_in_clear(annex: Annex, browser: Browser) -> None:
    """Sealed with the secret of the browser, which no row has: words and files, and what it is sealed for."""
    task = annex.task("B.II.6")
    page, action = f"/ke-hoach/nhiem-vu/{task.pk}/", f"/ke-hoach/nhiem-vu/{task.pk}/nop-san-pham/"
    browser.open(page)
    browser.send(action, {"so": "9/ĐA-STP", "ngay-ky": "2026-09-01", "tep": file(), "ghi-chu": "Bà Mẫu ở thôn Đông"})
    form, kept = KeptForm.objects.get(), KeptFile.objects.get()
    assert isinstance(form.fields, str) and PLAIN.encode()[:12] not in bytes(kept.data)
    secret = browser.client.cookies[cookie_name()].value
    assert secret not in str(list(KeptForm.objects.values()))
    found = kept_on(form.owner_id, secret, page)
    assert ("ghi-chu", "Bà Mẫu ở thôn Đông") in found[0].fields
    KeptForm.objects.update(address="/khac/")  # moved elsewhere it does not open
    assert kept_on(form.owner_id, secret, page) == [] and chosen_files(form.owner_id, secret, [kept.pk]) == []
    KeptForm.objects.update(address=action, fields=[["ghi-chu", "giữ từ bản trước"]])  # before forms were sealed
    assert kept_on(form.owner_id, secret, page)[0].fields == [("ghi-chu", "giữ từ bản trước")]


@pytest.mark.parametrize(
    "typed",
    [
        {"so": "9/ĐA", "trich-yeu": "Đề án", "ngay-ky": "2026-09-01", "tep": lambda: file(SECRET, "mat.txt")},
        {"so": "9/ĐA", "trich-yeu": SECRET, "ngay-ky": "2026-09-01"},
    ],
)
@pytest.mark.parametrize("ended", [True, False])
def test_nothing_of_a_secret_paper_is_kept(annex: Annex, browser: Browser, typed: Fields, ended: bool) -> None:
    task = annex.task("B.II.6")
    page, action = f"/ke-hoach/nhiem-vu/{task.pk}/", f"/ke-hoach/nhiem-vu/{task.pk}/nop-san-pham/"
    browser.open(page)
    if ended:
        browser.end_session()
    browser.send(action, {name: value() if callable(value) else value for name, value in typed.items()} | {"so-di": ""})
    assert not KeptForm.objects.exists() and not KeptFile.objects.exists()


def test_a_refused_form_keeps_its_file_and_says_why_once_beside_the_act(annex: Annex, browser: Browser) -> None:
    task = annex.task("B.II.6")
    page, action = f"/ke-hoach/nhiem-vu/{task.pk}/", f"/ke-hoach/nhiem-vu/{task.pk}/nop-san-pham/"
    browser.open(page)
    answer = browser.send(action, {"so": "9/ĐA-STP", "ngay-ky": "2026-09-01", "tep": file(), "ghi-chu": "Bản chính"})
    assert answer.status_code == 400
    browser.html, browser.path = answer.content.decode(), page
    form = browser.form(action)
    sentence = "hãy ghi trích yếu để vào sổ"
    assert browser.html.count(sentence) == 1 and sentence in form.text_content()
    assert value_of(browser, action, "so") == "9/ĐA-STP" and "ke-hoach.txt" in form.text_content()
    browser.open(page)  # the back button: the page says no-store and is asked for anew
    assert value_of(browser, action, "so") == "9/ĐA-STP"
    assert browser.send(action, {"trich-yeu": "Đề án đổi mới"}).status_code == 302
    assert Attachment.objects.latest("pk").name == "ke-hoach.txt" and not KeptForm.objects.exists()


def test_a_file_chosen_anew_goes_before_the_kept_one_and_an_unticked_one_stays_away(
    annex: Annex, browser: Browser
) -> None:
    task = annex.task("B.II.6")
    page, action = f"/ke-hoach/nhiem-vu/{task.pk}/", f"/ke-hoach/nhiem-vu/{task.pk}/nop-san-pham/"
    for typed, dropped, names in (
        ({"tep": file(PLAIN + "x", "moi.txt")}, (), ["moi.txt"]),
        ({}, ("_tep-giu",), []),
    ):
        Attachment.objects.all().delete()
        browser.open(page)
        number = f"{len(names)}/ĐA-STP"
        assert browser.send(action, {"so": number, "ngay-ky": "2026-09-01", "tep": file()}).status_code == 400
        browser.open(page)
        assert browser.send(action, {"trich-yeu": "Đề án", **typed}, drop=dropped).status_code == 302
        assert [one.name for one in Attachment.objects.all()] == names


def test_two_tabs_and_a_new_sign_in_in_between(annex: Annex, browser: Browser) -> None:
    """The first tab was opened before signing out and in again: its token is of old, its words are not lost."""
    task = annex.task("B.II.6")
    page, action = f"/ke-hoach/nhiem-vu/{task.pk}/", f"/ke-hoach/nhiem-vu/{task.pk}/trao-doi/"
    browser.open(page)
    browser.end_session()
    browser.sign_in(annex.monitor)
    answer = browser.send(action, {"noi-dung": "Gõ từ thẻ cũ"})
    assert (answer.status_code, answer["Location"]) == (302, page + "#ban-giu")
    assert not Comment.objects.filter(text="Gõ từ thẻ cũ").exists()
    browser.open(page)
    assert value_of(browser, action, "noi-dung") == "Gõ từ thẻ cũ"
    assert browser.send(action, {}).status_code == 302
    assert Comment.objects.filter(text="Gõ từ thẻ cũ").count() == 1


def test_a_form_of_somebody_else_is_never_done_nor_kept_with_an_old_token(annex: Annex, browser: Browser) -> None:
    task = annex.task("B.II.6")
    page, action = f"/ke-hoach/nhiem-vu/{task.pk}/", f"/ke-hoach/nhiem-vu/{task.pk}/trao-doi/"
    browser.open(page)
    browser.end_session()
    browser.sign_in(annex.officer)
    assert browser.send(action, {"noi-dung": "Của người trước"}).status_code == 403
    assert not KeptForm.objects.exists() and not Comment.objects.filter(text="Của người trước").exists()


@pytest.mark.parametrize("forged", ["", "x", "W10:1abc:def", "WzEsICIvIiwgIngiXQ:1v:AAAA"])
def test_a_key_of_others_making_keeps_nothing(annex: Annex, browser: Browser, forged: str) -> None:
    task = annex.task("B.II.6")
    browser.open(f"/ke-hoach/nhiem-vu/{task.pk}/")
    browser.end_session()
    browser.send(f"/ke-hoach/nhiem-vu/{task.pk}/trao-doi/", {"noi-dung": "a", "_mau": forged})
    assert not KeptForm.objects.exists()


def test_a_second_press_is_the_same_act(annex: Annex, browser: Browser) -> None:
    task = annex.task("B.II.6")
    page, action = f"/ke-hoach/nhiem-vu/{task.pk}/", f"/ke-hoach/nhiem-vu/{task.pk}/trao-doi/"
    browser.open(page)
    led = {browser.send(action, {"noi-dung": "Hai lần"})["Location"] for _press in range(3)}
    assert led == {page + "#trao-doi"} and Comment.objects.filter(text="Hai lần").count() == 1
    browser.send(action, {"noi-dung": "Hai lần, ý khác"})  # other words from the same page are another act
    browser.open(page)
    browser.send(action, {"noi-dung": "Hai lần"})  # and so are the same words after the page was seen again
    assert Comment.objects.count() == 3


def test_a_refused_press_may_be_repeated(annex: Annex, browser: Browser) -> None:
    task = annex.task("B.II.6")
    browser.open(f"/ke-hoach/nhiem-vu/{task.pk}/")
    action = f"/ke-hoach/nhiem-vu/{task.pk}/huy/"
    assert [browser.send(action, {"ly-do": " "}).status_code for _press in range(2)] == [400, 400]
    assert not SentForm.objects.exists()


def test_what_was_done_is_said_in_its_section(annex: Annex, browser: Browser) -> None:
    task = annex.task("B.II.6")
    page = f"/ke-hoach/nhiem-vu/{task.pk}/"
    browser.open(page)
    browser.send(page + "trao-doi/", {"noi-dung": "Đã rõ"})
    browser.open(page)
    section = lxml.html.fromstring(browser.html).get_element_by_id("trao-doi")
    assert "Đã gửi." in section.text_content() and browser.html.count("Đã gửi.") == 1


def test_kept_forms_go_when_their_time_is_over_and_are_few(annex: Annex) -> None:
    for number in range(14):
        keep(annex.monitor.pk, "b", f"/ke-hoach/{number}/", "/x/", [("a", "b")], [])
    assert KeptForm.objects.count() == 10
    assert not KeptForm.objects.filter(page="/ke-hoach/0/").exists()
    KeptForm.objects.filter(page="/ke-hoach/9/").update(kept_at=timezone.now() - KEPT - dt.timedelta(minutes=1))
    assert sweep() == 1 and KeptForm.objects.count() == 9
    annex.monitor.is_active = False
    annex.monitor.save()
    assert keep(annex.monitor.pk, "b", "/", "/x/", [], []) is None
