"""Work given by decisions and resolutions of a single case; what they only order of themselves is none."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import vanban
from vanban.files.open import as_document, open_document
from vanban.header import read_header
from vanban.model import Header, Task
from vanban.outline import read_outline
from vanban.tasks import read_tasks

PROVINCE, COUNCIL = "Ủy ban nhân dân tỉnh Hòa Bình", "Hội đồng nhân dân tỉnh Hòa Bình"
EFFECT = "Quyết định này có hiệu lực kể từ ngày ký."
CLOSING = (
    "Chánh Văn phòng Ủy ban nhân dân tỉnh; Giám đốc các sở, ban, ngành; Chủ tịch UBND các xã và các tổ chức, cá nhân "
    "có liên quan chịu trách nhiệm thi hành Quyết định này./."
)


def tasks_of(
    body: str,
    kind: str = "Quyết định",
    issuer: str = PROVINCE,
    number: str | None = "412/QĐ-UBND",
    before: str = "QUYẾT ĐỊNH:",
) -> tuple[Task, ...]:
    document = as_document(f"{before}\n{body}\nNơi nhận:\n- Như trên;\n- Lưu: VT.\n")
    header = Header(kind=kind, number=number, date=dt.date(2026, 3, 2), issuer=issuer)
    return read_tasks(document, header, read_outline(document))


def briefly(tasks: tuple[Task, ...]) -> list[tuple[str, tuple[str, ...], str | None]]:
    return [(task.code, task.lead, task.timing_text) for task in tasks]


GIVEN = [
    (
        "articles that give work",
        "Điều 1. Phê duyệt Đề án sắp xếp các trạm khuyến nông trên địa bàn tỉnh.\n"
        "Điều 2. Giao Sở Nội vụ chủ trì, phối hợp với Sở Tư pháp và các đơn vị liên quan xây dựng phương án nhân sự, "
        "hoàn thành trước ngày 30/6/2026.\n"
        "Điều 3. Sở Tài chính có trách nhiệm bố trí kinh phí thực hiện Đề án.\n"
        f"Điều 4. {EFFECT}\nĐiều 5. {CLOSING}",
        [("2", ("Sở Nội vụ",), "trước ngày 30/6/2026"), ("3", ("Sở Tài chính",), None)],
    ),
    (
        "an article of «Tổ chức thực hiện»",
        "Điều 1. Ban hành Kế hoạch trồng cây năm 2026.\nĐiều 2. Tổ chức thực hiện\n"
        "1. Sở Nông nghiệp và Môi trường: Hướng dẫn chọn giống; báo cáo kết quả trước ngày 15/12/2026.\n"
        "2. UBND các xã, phường:\na) Rà soát quỹ đất trồng cây.\nb) Định kỳ hằng quý báo cáo kết quả.\n"
        "3. Giao Sở Tài chính cân đối vốn.\n"
        f"4. Thủ trưởng các cơ quan có liên quan chịu trách nhiệm thi hành Quyết định này.\nĐiều 3. {EFFECT}",
        [
            ("2.1", ("Sở Nông nghiệp và Môi trường",), "trước ngày 15/12/2026"),
            ("2.2.a", ("UBND các xã, phường",), None),
            ("2.2.b", ("UBND các xã, phường",), "Định kỳ hằng quý"),
            ("2.3", ("Sở Tài chính",), None),
        ],
    ),
    (
        "what a committee gives to several",
        "Điều 1. Công nhận kết quả diễn tập.\nĐiều 2. Ủy ban nhân dân tỉnh giao:\n"
        "a) Sở Y tế chủ trì tổng kết; hoàn thành trong tháng 5/2026.\n"
        "b) Giám đốc Sở Tài chính tham mưu kinh phí khen thưởng.\n"
        "Điều 3. Các ông (bà) Chánh Văn phòng, Giám đốc Sở Y tế căn cứ Quyết định thi hành./.",
        [("2.a", ("Sở Y tế",), "trong tháng 5/2026"), ("2.b", ("Giám đốc Sở Tài chính",), None)],
    ),
    (
        "several works of one unit",
        "Điều 1. Thu hồi trụ sở cũ.\nĐiều 2. Giao Văn phòng UBND tỉnh:\n1. Lập danh mục tài sản.\n"
        "2. Bàn giao tài sản cho Sở Tài chính trước ngày 20/4/2026.",
        [("2.1", ("Văn phòng UBND tỉnh",), None), ("2.2", ("Văn phòng UBND tỉnh",), "trước ngày 20/4/2026")],
    ),
    (
        "«Tổ chức thực hiện» inside what is approved",
        "Điều 1. Phê duyệt Kế hoạch đào tạo với các nội dung sau:\n1. Mục tiêu: nâng cao kỹ năng số.\n"
        "2. Thời gian: Quý III/2026.\n3. Tổ chức thực hiện:\na) Trường Chính trị tỉnh chủ trì mở lớp.\n"
        "b) Sở Nội vụ theo dõi, tổng hợp kết quả.\n"
        "Điều 2. Giao Giám đốc Sở Nội vụ chủ trì, phối hợp với Sở Tài chính hướng dẫn thực hiện Quyết định này.\n"
        f"Điều 3. {EFFECT}",
        [
            ("1.3.a", ("Trường Chính trị tỉnh",), None),
            ("1.3.b", ("Sở Nội vụ",), None),
            ("2", ("Giám đốc Sở Nội vụ",), None),
        ],
    ),
    (
        "two sentences of an article, the first with a clause that leads in",
        "Điều 1. Cho phép hợp nhất hai hội.\nĐiều 2. Trong thời hạn 15 ngày kể từ ngày Quyết định này có hiệu lực, "
        "Hội Làm vườn tỉnh (trước sắp xếp) có trách nhiệm nộp lại con dấu. Giao Sở Nội vụ theo dõi việc bàn giao.\n"
        f"{CLOSING}",
        [
            (
                "2.1",
                ("Hội Làm vườn tỉnh (trước sắp xếp)",),
                "Trong thời hạn 15 ngày kể từ ngày Quyết định này có hiệu lực",
            ),
            ("2.2", ("Sở Nội vụ",), None),
        ],
    ),
    (
        "a plan approved in full, and work given beside the effect",
        "Điều 1. Phê duyệt Kế hoạch phát triển thư viện số với các nội dung chủ yếu sau:\n1. Mục tiêu\n"
        "a) Tăng số bạn đọc.\n2. Nhiệm vụ và giải pháp\na) Số hóa 5.000 đầu sách; hoàn thành trước ngày 30/11/2026.\n"
        "b) Giao Thư viện tỉnh chủ trì, phối hợp với Sở Tài chính mua thiết bị.\n3. Kinh phí: ngân sách tỉnh.\n"
        "4. Tổ chức thực hiện\na) Sở Văn hóa, Thể thao và Du lịch\n- Hướng dẫn các xã.\n- Báo cáo hằng năm.\n"
        f"b) Sở Tài chính bố trí vốn.\nĐiều 2. {EFFECT} Giao Sở Nội vụ đôn đốc việc thực hiện. "
        "Trong quá trình thực hiện, nếu có vướng mắc, các đơn vị báo cáo UBND tỉnh.\n"
        "Điều 3. Sở Xây dựng chịu trách nhiệm toàn diện về kết quả thẩm định.\n"
        "Điều 4. Giao Chánh Văn phòng UBND tỉnh theo dõi, báo cáo trước ngày 15 hằng tháng.",
        [
            ("1.2.a", (), "trước ngày 30/11/2026"),
            ("1.2.b", ("Thư viện tỉnh",), None),
            ("1.4.a.1", ("Sở Văn hóa, Thể thao và Du lịch",), None),
            ("1.4.a.2", ("Sở Văn hóa, Thể thao và Du lịch",), "hằng năm"),
            ("1.4.b", ("Sở Tài chính",), None),
            ("2", ("Sở Nội vụ",), None),
            ("4", ("Chánh Văn phòng UBND tỉnh",), "trước ngày 15 hằng tháng"),
        ],
    ),
    (
        "«…, Ủy ban nhân dân tỉnh yêu cầu …; giao …»",
        "Điều 1. Phê duyệt kết quả rà soát.\nĐiều 2. Căn cứ kết quả tại Điều 1, Ủy ban nhân dân tỉnh yêu cầu các sở, "
        "ban, ngành thực thi phương án; giao Văn phòng UBND tỉnh kiểm tra, đôn đốc.\n"
        "Điều 3. Trách nhiệm thi hành\nThủ trưởng các cơ quan chịu trách nhiệm thi hành Quyết định này.",
        [("2.1", ("Các sở, ban, ngành",), None), ("2.2", ("Văn phòng UBND tỉnh",), None)],
    ),
    (
        "dashes under an article",
        "Điều 1. Công bố danh mục thủ tục hành chính.\nĐiều 2. Trách nhiệm của các cơ quan, đơn vị\n"
        "- Văn phòng UBND tỉnh công khai danh mục trong tháng 4/2026.\n- Các sở, ban, ngành niêm yết danh mục.\n"
        f"Điều 3. Hiệu lực thi hành\n1. {EFFECT}\n2. Sở Nội vụ có trách nhiệm thi hành.",
        [("2.1", ("Văn phòng UBND tỉnh",), "trong tháng 4/2026"), ("2.2", ("Các sở, ban, ngành",), None)],
    ),
]


@pytest.mark.parametrize(("body", "wanted"), [case[1:] for case in GIVEN], ids=[case[0] for case in GIVEN])
def test_what_decisions_give(body: str, wanted: list[tuple[str, tuple[str, ...], str | None]]) -> None:
    assert briefly(tasks_of(body)) == wanted


def test_duties_partners_and_places() -> None:
    first, second = tasks_of(GIVEN[0][1])
    assert first.coordinating == ("Sở Tư pháp", "Các đơn vị liên quan")
    assert first.timing.due == dt.date(2026, 6, 30)
    assert (first.no, first.group, first.duty, second.duty) == ("2", None, False, False)
    duties = tasks_of(GIVEN[1][1])
    assert all(task.duty for task in duties)
    assert duties[3].group is not None
    assert duties[3].group.to_dict() == {"label": "2", "title": "Tổ chức thực hiện"}


def test_a_council_gives_work_to_its_committee() -> None:
    tasks = tasks_of(
        "Điều 1. Thông qua Đề án chuyển đổi số.\n"
        "Điều 2. Hội đồng nhân dân tỉnh giao Ủy ban nhân dân tỉnh xây dựng kế hoạch, trình kỳ họp giữa năm 2027.\n"
        "Điều 3. Giao Thường trực Hội đồng nhân dân, các Ban Hội đồng nhân dân giám sát việc thực hiện Nghị quyết.",
        kind="Nghị quyết",
        issuer=COUNCIL,
        number="21/NQ-HĐND",
        before="QUYẾT NGHỊ:",
    )
    assert briefly(tasks) == [("2", ("Ủy ban nhân dân tỉnh",), None)]


PROGRAMME = """\
THỦ TƯỚNG CHÍNH PHỦ
Số: 455/QĐ-TTg
QUYẾT ĐỊNH
Phê duyệt Chương trình giảm ùn tắc
THỦ TƯỚNG CHÍNH PHỦ
Căn cứ Luật Tổ chức Chính phủ;
QUYẾT ĐỊNH:
Điều 1. Phê duyệt Chương trình giảm ùn tắc với những nội dung chủ yếu sau:
I. MỤC TIÊU
Giảm 20% số điểm ùn tắc.
II. NHIỆM VỤ
1. Hoàn thiện thể chế.
2. Phát triển giao thông công cộng.
Điều 2. Tổ chức thực hiện
1. Bộ Xây dựng:
a) Chủ trì, phối hợp với Bộ Công an hướng dẫn các địa phương.
b) Tổng hợp, báo cáo Thủ tướng Chính phủ trước ngày 31 tháng 12 hằng năm.
2. Bộ Tài chính bố trí ngân sách trung ương.
3. Ủy ban nhân dân các tỉnh, thành phố trực thuộc trung ương xây dựng kế hoạch thực hiện trong quý III năm 2026.
Điều 3. Quyết định này có hiệu lực thi hành kể từ ngày ký.
Điều 4. Các Bộ trưởng, Thủ trưởng cơ quan ngang bộ chịu trách nhiệm thi hành Quyết định này./.
Nơi nhận:
- Lưu: VT.
"""
PARTY = """\
ĐẢNG ỦY XÃ A
Số 21-QĐ/ĐU
ĐẢNG CỘNG SẢN VIỆT NAM
QUYẾT ĐỊNH
về việc thành lập Tổ giúp việc
BAN THƯỜNG VỤ ĐẢNG ỦY QUYẾT ĐỊNH:
Điều 1. Thành lập Tổ giúp việc Đại hội gồm các đồng chí sau:
1- Đồng chí Nguyễn Văn A, Tổ trưởng;
2- Đồng chí Trần Thị B, Tổ phó.
Điều 2. Tổ giúp việc có nhiệm vụ chuẩn bị văn kiện.
Điều 3. Văn phòng Đảng ủy, các chi bộ trực thuộc và các đồng chí có tên tại Điều 1 căn cứ Quyết định thi hành.
Điều 4. Giao Văn phòng Đảng ủy bố trí phòng làm việc trước ngày 05/6/2026.
Nơi nhận:
- Như Điều 3.
"""


@pytest.mark.parametrize(
    ("paper", "wanted"),
    [
        (PROGRAMME, ["1", "2", "2.1.a", "2.1.b", "2.2", "2.3"]),
        (PARTY, ["4"]),
    ],
)
def test_whole_papers(paper: str, wanted: list[str]) -> None:
    document = as_document(paper)
    assert [task.code for task in read_tasks(document, read_header(document), read_outline(document))] == wanted


NOTHING = {
    "a committee and its functions": (
        "Điều 1. Thành lập Ban Chỉ đạo chuyển đổi số tỉnh.\nĐiều 2. Ban Chỉ đạo có nhiệm vụ, quyền hạn sau:\n"
        "1. Giúp Chủ tịch UBND tỉnh chỉ đạo, điều phối các sở.\n2. Đôn đốc các sở thực hiện.\n"
        "Điều 3. Sở Khoa học và Công nghệ là cơ quan thường trực của Ban Chỉ đạo.\n"
        "Điều 4. Ban Chỉ đạo tổ chức họp định kỳ và tự giải thể khi xong việc.\n"
        f"Điều 5. {EFFECT}\nĐiều 6. {CLOSING}"
    ),
    "an office and its work": (
        "Điều 1. Vị trí, chức năng\n1. Văn phòng Sở là tổ chức thuộc Sở Y tế.\n2. Văn phòng Sở tham mưu về tổ chức.\n"
        "Điều 2. Nhiệm vụ, quyền hạn\n1. Xây dựng chương trình công tác.\n"
        "Điều 3. Trách nhiệm của Chánh Văn phòng\n1. Điều hành công việc.\n2. Báo cáo hằng tháng.\n"
        f"Điều 4. {EFFECT}"
    ),
    "a body defined": (
        "Điều 1. Sở Dân tộc và Tôn giáo là cơ quan chuyên môn thuộc Ủy ban nhân dân tỉnh.\n"
        "Điều 2. Hội đồng quản lý Quỹ tổ chức và hoạt động theo Điều lệ.\n"
        f"Điều 3. {EFFECT} Bãi bỏ các quyết định trước đây.\n{CLOSING}"
    ),
    "land, money and posts": (
        "Điều 1. Giao dự toán ngân sách cho các cơ quan, đơn vị:\n1. Sở Y tế: 12.500 triệu đồng.\n"
        "2. Sở Nội vụ: 7.200 triệu đồng.\nĐiều 2. Giao Sở Y tế 20 chỉ tiêu biên chế để thực hiện nhiệm vụ.\n"
        "Điều 3. Giao Công ty A 2.500 m2 đất để thực hiện dự án nhà máy.\n"
        "Điều 4. Căn cứ dự toán được giao, các đơn vị thực hiện đúng quy định."
    ),
    "a resolution carried out": (
        "Điều 1. Thông qua danh mục dự án.\nĐiều 2. Tổ chức thực hiện\n"
        "1. Giao Ủy ban nhân dân tỉnh tổ chức thực hiện Nghị quyết này.\n"
        "2. Thường trực Hội đồng nhân dân, các Ban giám sát việc thực hiện Nghị quyết này.\n"
        "Nghị quyết này được thông qua ngày 10 tháng 7 năm 2026."
    ),
    "a person moved": (
        "Điều 1. Điều động ông Nguyễn Văn A đến nhận công tác tại Sở Tài chính.\n"
        "Điều 2. Ông Nguyễn Văn A được hưởng phụ cấp theo quy định.\n"
        "Điều 3. Chánh Văn phòng, Giám đốc Sở Tài chính và ông Nguyễn Văn A căn cứ Quyết định thi hành."
    ),
    "a higher office asked": "Điều 1. Thông qua hồ sơ.\nĐiều 2. Đề nghị Bộ Tài chính xem xét, bố trí vốn.",
}


@pytest.mark.parametrize("body", NOTHING.values(), ids=NOTHING.keys())
def test_decisions_that_give_no_work(body: str) -> None:
    issuer = COUNCIL if "Nghị quyết này" in body else PROVINCE
    assert tasks_of(body, issuer=issuer) == ()


@pytest.mark.parametrize(
    ("number", "before"),
    [
        ("15/2026/QĐ-UBND", "QUYẾT ĐỊNH:"),
        ("21/2026/NQ-HĐND", "QUYẾT ĐỊNH:"),
        ("106/2025/UBTVQH15", "QUYẾT NGHỊ:"),
        (None, "Số:    /2026/QĐ-UBND\nQUYẾT ĐỊNH:"),
        (None, "Căn cứ Luật Ban hành văn bản quy phạm pháp luật ngày 19/02/2025;\nQUYẾT ĐỊNH:"),
    ],
)
def test_normative_papers_give_none(number: str | None, before: str) -> None:
    assert tasks_of(GIVEN[0][1], number=number, before=before) == ()


def test_rules_attached_give_none() -> None:
    body = (
        "Điều 1. Ban hành kèm theo Quyết định này Quy chế làm việc.\nĐiều 2. Giao Sở Nội vụ theo dõi, đôn đốc.\n"
        "QUY CHẾ LÀM VIỆC\nChương I\nQUY ĐỊNH CHUNG\nĐiều 1. Trách nhiệm của Sở Y tế\n1. Sở Y tế chủ trì họp.\n"
    )
    assert briefly(tasks_of(body)) == [("2", ("Sở Nội vụ",), None)]


@given(
    st.lists(
        st.sampled_from(
            ["Điều 1. Giao Sở Y tế:", "Điều 2. Tổ chức thực hiện", "1. UBND các xã:", "a) Rà soát.", CLOSING, "",
             "Nơi nhận:",
             "- Giao Công an xã tuần tra.", "Sở Y tế chủ trì họp. Giao Sở Nội vụ tổng hợp.", "I. NHIỆM VỤ", "Chương I"]
        ),
        max_size=25,
    ).map("\n".join)
)  # fmt: skip
def test_any_order_of_lines_is_read(body: str) -> None:
    for task in tasks_of(body):
        assert 0 <= task.start <= task.end
        assert task.title


def test_normative_papers_of_the_corpus_give_none(shared: Path) -> None:
    papers = sorted((shared / "dev_corpus" / "legal_html").glob("*QD-TTg.html"))[:3]
    papers += sorted((shared / "dev_corpus" / "legal_html").glob("*13-NQ-CP.html"))
    for path in papers:
        document = open_document(path)
        assert read_tasks(document, read_header(document), read_outline(document)) == (), path.name


def test_a_sentence_of_an_article_need_not_name_lead_product_and_time() -> None:
    text = PARTY.replace("Giao Văn phòng Đảng ủy", "Giao Văn phòng Đảng ủy, Ủy ban Kiểm tra Đảng ủy")
    reading = vanban.read(text.encode())
    assert [task.code for task in reading.tasks] == ["4"]
    assert not [finding for finding in vanban.lint(reading) if finding.rule.startswith("task-")]
