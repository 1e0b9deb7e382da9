"""Web pages: cut to the paper on them, in any letters, saved by sites and by Word, alone or as one file."""

from __future__ import annotations

import base64
import json
import quopri

import pytest

from vanban import open_document, read
from vanban.cli import main
from vanban.header.secrecy import secrecy_mark

HEAD = (
    "<table><tr><td><b>CHÍNH PHỦ</b></td><td><b>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</b><br>Độc lập - Tự do - Hạnh phúc"
    "</td></tr><tr><td>Số: 12/2026/NĐ-CP</td><td><i>Hà Nội, ngày 05 tháng 01 năm 2026</i></td></tr></table>"
)
ARTICLES = [
    ("Điều 1. Phạm vi điều chỉnh", "Nghị định này quy định về công tác thử nghiệm của cơ quan mẫu."),
    ("Điều 2. Đối tượng áp dụng", "Nghị định này áp dụng đối với cơ quan, tổ chức có liên quan."),
    ("Điều 3. Trách nhiệm", "Bộ A chủ trì, phối hợp với Bộ B thực hiện."),
    ("Điều 4. Hiệu lực thi hành", "Nghị định này có hiệu lực từ ngày 01 tháng 3 năm 2026."),
]
BODY = (
    "<p>NGHỊ ĐỊNH</p><p>Quy định về công tác thử nghiệm</p><p>Chương I</p><p>QUY ĐỊNH CHUNG</p>"
    + "".join(f"<p>{title}</p><p>{text}</p>" for title, text in ARTICLES)
    + "<table><tr><td>Nơi nhận:<br>- Lưu: VT.</td><td>TM. CHÍNH PHỦ<br>THỦ TƯỚNG<br>(Đã ký)<br>Nguyễn Văn A</td></tr>"
    "</table>"
)
CONTENTS = "<h3>Mục lục</h3><ul><li>Chương I</li><li>QUY ĐỊNH CHUNG</li>" + "".join(
    f"<li><a>{title}</a></li>" for title, _text in ARTICLES
)
LONG_CONTENTS = "<div>Mục lục</div>" + "".join(
    f"<div>{title.partition('.')[0]}</div><div>Khoản 1</div><div>Khoản 2</div><div>Điểm a</div>"
    for title, _text in ARTICLES
)
BEFORE = "<div>Chưa có hiệu lực</div><div>Ngày có hiệu lực:01/03/2026</div><div>Thu nhỏ 100% Phóng to</div>"
AFTER = "<div>Văn bản liên quan</div><div>Nghị định số 99/2020/NĐ-CP sửa đổi Điều 5</div><div>Về đầu trang</div>"


def page(*parts: str) -> bytes:
    return f"<!doctype html><html><head><meta charset=utf-8></head><body>{''.join(parts)}</body></html>".encode()


PLAIN = read(page(HEAD, BODY), "a.html")


@pytest.mark.parametrize(
    "parts",
    [
        (BEFORE, HEAD, BODY),
        (HEAD, BODY, AFTER),
        (HEAD, BODY, CONTENTS),
        (CONTENTS, HEAD, BODY),
        (HEAD, BODY, CONTENTS.replace("ul>", "ol>")),
        (HEAD, BODY, LONG_CONTENTS),
        (BEFORE, "<nav>Trang chủ</nav>", HEAD, BODY, CONTENTS, AFTER),
        (BEFORE, "<aside>Tin mới</aside>", HEAD, BODY, "<footer>Bản quyền</footer>"),
        (BEFORE, f"<footer>{HEAD}{BODY}</footer>"),
        ("<p hidden>Bảng chọn</p><div style='display:none'>Đóng</div>", HEAD, BODY),
    ],
)
def test_a_law_on_a_web_page_is_the_law_alone(parts: tuple[str, ...]) -> None:
    found = read(page(*parts), "a.html")
    assert found.text.rstrip() == PLAIN.text.rstrip()
    assert found.header == PLAIN.header
    assert found.header.number == "12/2026/NĐ-CP"
    assert found.amendments == PLAIN.amendments


def test_what_is_no_furniture_stays() -> None:
    annex = "<p>PHỤ LỤC I</p><p>Danh mục biểu mẫu</p>"
    assert open_document(page(HEAD, BODY, annex), "a.html").text.rstrip().endswith("Danh mục biểu mẫu")
    story = "<p>" + "Bài viết dài về một nghị định mới. " * 60 + "</p>"
    assert "Bài viết dài" in open_document(page(story, HEAD, "<p>Trích đoạn ngắn.</p>"), "a.html").text
    headings = "".join(f"<p>Điều {n}. Tên điều</p>" for n in range(5, 9))
    assert "Điều 6. Tên điều" in open_document(page(HEAD, BODY, headings), "a.html").text  # come only once
    letter = "<p>Kính gửi: Sở A</p><p>Tải về</p><p>Nội dung</p>"
    assert "Nội dung" in open_document(page(letter), "a.html").text


def test_a_mark_before_the_head_is_not_lost() -> None:
    document = open_document(page(BEFORE, "<p>TỐI MẬT</p><p>Bảng chọn</p>", HEAD, BODY), "a.html")
    assert secrecy_mark(document) == "TỐI MẬT"
    assert secrecy_mark(open_document(page("<p>MẬT</p>", HEAD, BODY), "a.html")) == "MẬT"
    named = b"<html><head><title>x</title><meta name=classification content='T\xe1\xbb\x91i m\xe1\xba\xadt'></head><p>a"
    assert secrecy_mark(open_document(named, "a.html")) == "TỐI MẬT"


STYLED = """<html><head><meta charset=utf-8><style><!--
p.Cu, li.Cu {margin:0; font-family:".VnTime",serif}
.hoa {text-transform:uppercase}
span.an {display:none; mso-hide:all}
--></style></head><body>%s</body></html>"""


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<p class=Cu>héi nghÞ</p>", "hội nghị"),
        ("<p style='font-family:VNI-Times'>hoäi <b>nghò</b></p>", "hội nghị"),
        ("<p><font face='.VnTimeH'>héi</font> nghị</p>", "HỘI nghị"),
        ("<p class=hoa>Kế hoạch</p>", "KẾ HOẠCH"),
        ("<p class=hoa>Kế <span style='text-transform:none'>hoạch</span></p>", "KẾ hoạch"),
        ("<p>còn <span class=an>ẩn</span>lại</p>", "còn lại"),
        (
            "<p><input type=checkbox checked> Hoàn thành <input type=checkbox> Chưa <input value=x></p>",
            "☒ Hoàn thành ☐ Chưa",
        ),
        ("<p>a<script>x()</script>b</p>", "a b"),
        ("<pre>KẾ HOẠCH\nKiểm tra\r\nI. MỤC ĐÍCH</pre>", "KẾ HOẠCH\nKiểm tra\nI. MỤC ĐÍCH"),
        ("<div style='white-space:pre-wrap'>Điều 1.\nĐiều <b>2.\n</b>Điều 3.</div>", "Điều 1.\nĐiều 2.\nĐiều 3."),
        ("<pre style='white-space:normal'>một\ndòng</pre>", "một dòng"),
    ],
)
def test_what_the_style_of_a_page_says(body: str, text: str) -> None:
    assert open_document((STYLED % body).encode(), "a.html").text.strip() == text


@pytest.mark.parametrize(
    ("page_list", "lines"),
    [
        ("<ol><li>Rà soát</li><li>Báo cáo</li></ol>", ["1. Rà soát", "2. Báo cáo"]),
        ("<ol type=I start=3><li>NHIỆM VỤ<ol type=a><li>Rà soát<li>Báo cáo</ol><li>XONG</ol>",
         ["III. NHIỆM VỤ", "a. Rà soát", "b. Báo cáo", "IV. XONG"]),
        ("<ol style='list-style-type:upper-alpha'><li>Một</li><li value=5>Năm</li><li>Sáu</li></ol>",
         ["A. Một", "E. Năm", "F. Sáu"]),
        ("<ol><li>1. Tự đánh số</li><li>a) Tự đánh chữ</li><li>Điều 5. Tên</li></ol>",
         ["1. Tự đánh số", "a) Tự đánh chữ", "Điều 5. Tên"]),
        ("<ol style='list-style:none'><li>Không số</li></ol><ul><li>Chấm</li></ul>", ["Không số", "Chấm"]),
    ],
)  # fmt: skip
def test_numbers_that_a_page_shows(page_list: str, lines: list[str]) -> None:
    assert open_document(page(page_list), "a.html").text.rstrip().split("\n") == lines


def test_heads_of_printed_pages_that_word_keeps_in_a_page() -> None:
    heads = "<div style='mso-element:header'><p>Nơi nhận: TỐI MẬT</p><p>TỐI MẬT</p></div>"
    document = open_document((STYLED % (heads + "<p>Nội dung</p>")).encode(), "a.doc")
    assert secrecy_mark(document) == "TỐI MẬT"
    running = "<div style='mso-element:footer'><p>Trang 2</p></div><p>Nội dung</p>"
    assert open_document((STYLED % running).encode(), "a.doc").text.strip() == "Nội dung"


@pytest.mark.parametrize(
    ("charset", "data"),
    [
        ("unicode", "utf-16"),
        ("windows-1258", "cp1258"),
        ("utf-8", "utf-8"),
        ("iso-8859-1", "utf-8"),
    ],
)
def test_the_set_that_a_page_declares(charset: str, data: str) -> None:
    words = "ngày làm việc"
    shown = words if data != "cp1258" else "nga\u0300y la\u0300m viê\u0323c"
    text = (
        f"<html><head><meta http-equiv=Content-Type content='text/html; charset={charset}'></head><p>{shown}</p></html>"
    )
    for name in ("a.html", "a.doc"):
        assert open_document(text.encode(data), name).text.strip() == words


def message(body: bytes, encoding: str, *, more: bytes = b"") -> bytes:
    return (
        b"From: <Saved by Word>\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/related; boundary="----=_x"; type="text/html"\r\n\r\n------=_x\r\n'
        b"Content-Location: file:///C:/a.htm\r\nContent-Transfer-Encoding: " + encoding.encode() + b"\r\n"
        b'Content-Type: text/html; charset="utf-8"\r\n\r\n' + body + b"\r\n" + more + b"------=_x--\r\n"
    )


WORDS = page(HEAD, "<p>KẾ HOẠCH</p><p>Triển khai công tác mẫu</p>")


@pytest.mark.parametrize("name", ["a.mht", "a.mhtml", "a.doc"])
@pytest.mark.parametrize("encoding", ["quoted-printable", "base64", "8bit"])
def test_a_page_saved_as_one_file(name: str, encoding: str) -> None:
    turned = {"quoted-printable": quopri.encodestring, "base64": base64.encodebytes, "8bit": bytes}[encoding]
    reading = read(message(turned(WORDS), encoding), name)
    assert (reading.source.format, reading.header.number, reading.header.kind) == ("mht", "12/2026/NĐ-CP", "Kế hoạch")


def test_heads_of_pages_in_a_page_of_their_own() -> None:
    heads = page("<div style='mso-element:header'><p>MẬT</p></div>")
    more = (
        b"------=_x\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
        + heads
        + b"\r\n"
    )
    document = open_document(message(WORDS, "8bit", more=more), "a.doc")
    assert secrecy_mark(document) == "MẬT"
    assert "MẬT" not in document.text


def test_the_formats_are_listed(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["formats", "--json"]) == 0
    rows = json.loads(capfdbinary.readouterr().out)
    assert {
        "key": "txt",
        "name": "tệp chữ",
        "suffixes": ["txt", "md", "text", "csv", "tsv"],
        "needs": None,
        "ready": True,
    } in rows
    assert main(["formats"]) == 0
    assert ".mhtml" in capfdbinary.readouterr().out.decode()
