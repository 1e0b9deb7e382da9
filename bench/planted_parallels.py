"""Documents of two old provinces made of real and invented titles, with parallel ones planted by other words."""

from __future__ import annotations

import datetime as dt
import json
import random
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from vanban.text import fold

ONE, OTHER, NOW = "tỉnh An Giang", "tỉnh Kiên Giang", "tỉnh An Giang"
LEADS = (
    "Quy định {}", "Ban hành Quy định {}", "Về việc quy định {}", "Ban hành Quy định về {}", "Về {}",
)  # fmt: skip
TOPICS = (
    "mức thu phí", "mức thu lệ phí", "mức hỗ trợ",
    "mức chi", "đơn giá", "tiêu chí xét duyệt", "trình tự, thủ tục cấp phép",
    "phân cấp quản lý", "định mức kinh tế - kỹ thuật", "quy chế phối hợp", "chế độ báo cáo", "chính sách khuyến khích",
    "điều kiện hoạt động", "mật độ", "khu vực hạn chế", "quản lý chất lượng", "tổ chức đấu giá", "khung giá",
)  # fmt: skip
MATTERS = (
    "chăn nuôi gia cầm", "nuôi trồng thủy sản nước lợ", "đường bộ nông thôn", "chợ truyền thống", "nước sạch nông thôn",
    "rừng phòng hộ", "khu di tích lịch sử", "thư viện công cộng", "bãi đỗ xe", "nhà ở xã hội", "đất bãi bồi ven sông",
    "cây xanh đô thị", "nghĩa trang", "vận tải hành khách", "vật liệu nổ", "khai thác cát", "quảng cáo ngoài trời",
    "dạy nghề cho lao động", "nhà trẻ tư thục", "hòa giải cơ sở", "giám định tư pháp", "đăng ký thuốc bảo vệ thực vật",
    "máy móc thiết bị y tế", "phòng cháy chữa cháy rừng",
    "công trình thủy lợi", "hạ tầng viễn thông", "lưu trữ tài liệu",
    "thi đua khen thưởng", "dữ liệu số", "xe công",
    "trụ sở làm việc", "người cao tuổi", "trẻ em mồ côi", "bến thủy nội địa",
    "chất thải rắn sinh hoạt", "giống cây trồng", "thể thao thành tích cao", "lễ hội", "du lịch cộng đồng",
    "cụm công nghiệp", "kinh tế tập thể", "an toàn thực phẩm",
    "đo đạc bản đồ", "khí tượng thủy văn", "tín dụng chính sách",
    "luật sư", "công chứng", "dân quân tự vệ", "thanh niên tình nguyện", "tổ dân phố", "biên giới đất liền",
)  # fmt: skip
AMONG = (
    "cấp cơ sở", "trong trường học", "tại vùng sâu, vùng xa", "của hộ gia đình, cá nhân", "của doanh nghiệp nhỏ và vừa",
    "ngoài ngân sách nhà nước", "sau thu hoạch", "vào mùa mưa lũ", "cho đồng bào dân tộc thiểu số",
)  # fmt: skip
OTHER_WORDS = (
    ("mức hỗ trợ", "định mức hỗ trợ"), ("mức chi", "nội dung và mức chi"), ("mức thu", "mức thu, nộp, quản lý"),
    ("chính sách", "cơ chế, chính sách"), ("đơn giá", "bảng đơn giá"), ("phân cấp", "phân công, phân cấp"),
    ("cán bộ, công chức", "công chức, viên chức"), ("chế độ", "chế độ, định mức"), ("quản lý", "quản lý, sử dụng"),
    ("tổ chức", "cơ quan, tổ chức"), ("học sinh", "người học"), ("bồi thường", "bồi thường thiệt hại"),
    ("tiêu chí", "tiêu chí, thang điểm"), ("trình tự", "quy trình"), ("nông nghiệp", "nông nghiệp, nông thôn"),
    ("kinh phí", "nguồn kinh phí"), ("khu vực", "địa bàn, khu vực"),
    ("quy chế", "quy chế mẫu"), ("phí", "các loại phí"),
    ("danh mục", "bảng danh mục"), ("hoạt động", "các hoạt động"), ("hỗ trợ", "khuyến khích, hỗ trợ"),
)  # fmt: skip
TAILS = (
    ", áp dụng từ năm ngân sách mới", " và tổ chức thực hiện",
    " do địa phương quản lý", " theo Luật Ngân sách nhà nước",
    " đối với các cơ quan, đơn vị cấp xã", " phục vụ phát triển kinh tế - xã hội",
)  # fmt: skip
_OLD_TONES = (("oà", "òa"), ("uỷ", "ủy"), ("hoá", "hóa"), ("thuỷ", "thủy"), ("hoà", "hòa"))
_REPLACING = re.compile(r"\((?:thay thế|bãi bỏ)(?P<quoted>.*)\)\s*\.?$", re.DOTALL)
_QUOTED = re.compile(
    r"(?P<number>\d+/\d{4}/(?:NQ-HĐND|QĐ-UBND))(?P<issuer>[^;()]*?(?:tỉnh|Kiên Giang|An Giang))\s+"
    r"(?P<title>(?:quy định|về|ban hành|sửa đổi|xác định|phê duyệt|Sửa đổi)[^;()]{20,600})"
)
_HEAD = re.compile(
    r"^(?:Nghị quyết|Quyết định|Nghị định|Thông tư|Luật|Pháp lệnh)?\s*(?:số\s+\S+)?"
    r"\s*(?:ngày\s+[\d/]+(?: tháng \d+ năm \d+)?)?"
    r"\s*(?:(?:của\s+)?(?:Hội đồng nhân dân|HĐND|Ủy ban nhân dân|Uỷ ban nhân dân|UBND)\s+tỉnh"
    r"(?:\s+(?:An|Kiên) Giang)?)?\s*",
)


@dataclass(frozen=True, slots=True)
class Planted:
    """A document: key, title, its old province, when it is valid; ``twin`` is the key of its parallel."""

    key: int
    title: str
    place: str
    since: dt.date
    until: dt.date | None
    twin: int | None = None


def real_titles(catalogue: Path) -> list[str]:
    """The titles of the three tables, without number and issuer before them, each once."""
    found: dict[str, str] = {}
    for name, field in (("angiang_tracking", "text"), ("congbao_sonla", "trich_yeu"), ("vbpl_status", "ten")):
        for line in (catalogue / f"{name}_dev.jsonl").read_text("utf-8").splitlines():
            title = _HEAD.sub("", _REPLACING.sub("", " ".join(json.loads(line)[field].split()))).strip(" .")
            if len(title) > 30:
                found.setdefault(fold(title), title)
    return list(found.values())


def replaced_pairs(catalogue: Path) -> list[tuple[str, str]]:
    """Real pairs of one subject: the title of a new document of the province and one that it replaces, both quoted."""
    found = []
    for line in (catalogue / "angiang_tracking_dev.jsonl").read_text("utf-8").splitlines():
        text = " ".join(json.loads(line)["text"].split())
        head, tail = _HEAD.sub("", _REPLACING.sub("", text)).strip(" ."), _REPLACING.search(text)
        if tail is None or len(head) < 30:
            continue
        quoted = [match["title"].strip(" .") for match in _QUOTED.finditer(tail["quoted"])]
        found += [(head, one) for one in quoted]
    return found


def world(
    catalogue: Path, count: int = 3_000, planted: int = 300, seed: int = 12, harsh: bool = False
) -> list[Planted]:
    """So many documents of two old provinces, so many of them with a parallel told in other words.

    ``harsh``: titles also lose a fifth of their words anywhere, also half of a word or the subject itself.
    """
    rng = random.Random(seed)
    titles = real_titles(catalogue)
    rng.shuffle(titles)
    invented = _invented(rng)
    singles = [*titles, *invented][: count - planted]
    rng.shuffle(singles)
    chosen = set(rng.sample([at for at, title in enumerate(singles) if len(title) > 40], planted))
    made: list[Planted] = []
    twins: list[Planted] = []
    for at, title in enumerate(singles):
        place, there = (ONE, OTHER) if rng.random() < 0.5 else (OTHER, ONE)
        since = dt.date(rng.randint(2016, 2024), rng.randint(1, 12), rng.randint(1, 28))
        until = None if at in chosen or rng.random() < 0.8 else since + dt.timedelta(rng.randint(400, 2_000))
        twin = count - len(chosen) + len(twins) if at in chosen else None
        made.append(Planted(at, _placed(title, place), place, since, until, twin))
        if twin is not None:
            began = dt.date(rng.randint(2016, 2024), rng.randint(1, 12), rng.randint(1, 28))
            twins.append(Planted(twin, told_otherwise(title, there, rng, harsh), there, began, None, at))
    return [*made, *twins]


def _invented(rng: random.Random) -> list[str]:
    """Titles of one pattern and different subjects: each topic with each matter once, many near to one another."""
    found = []
    for topic in TOPICS:
        for matter in MATTERS:
            for among in rng.sample(AMONG, 3):
                found.append(rng.choice(LEADS).format(f"{topic} {matter} {among} trên địa bàn tỉnh"))
    rng.shuffle(found)
    return found


def _placed(title: str, place: str) -> str:
    name = place.partition(" ")[2]
    title = re.sub(r"(?:An Giang|Kiên Giang|Sơn La)", name, title)
    return title if name in title else re.sub(r"địa bàn tỉnh\b", f"địa bàn tỉnh {name}", title)


def told_otherwise(title: str, place: str, rng: random.Random, harsh: bool = False) -> str:
    """A title as another province would have it: two to four of form, words, order, years, length, then its letters."""
    changes = rng.sample([_form, _words, _order, _years, _longer, _shorter, _words, _form], rng.randint(2, 4))
    for change in changes:
        title = change(title, rng)
    if harsh and rng.random() < 0.4:
        title = _cut(title, rng)
    return _letters(_placed(title, place), rng)


def _form(title: str, rng: random.Random) -> str:
    bare = re.sub(
        r"^(?:(?:Ban hành |ban hành )?(?:Quy định|quy định)(?: về)?|Về việc(?: quy định)?|V/v|Về)\s+", "", title
    )
    lead = rng.choice(
        ("Quy định ", "Ban hành Quy định về ", "Về việc ", "Nghị quyết về việc ", "Quyết định ban hành Quy chế ")
    )
    return lead + bare[:1].lower() + bare[1:]


def _words(title: str, rng: random.Random) -> str:
    able = [pair for pair in OTHER_WORDS if pair[0] in title and pair[1] not in title]
    for one, other in rng.sample(able, min(2, len(able))):
        title = title.replace(one, other, 1)
    return title


def _order(title: str, rng: random.Random) -> str:
    parts = title.split(", ")
    if len(parts) > 2:
        middle = parts[1:-1]
        rng.shuffle(middle)
        return ", ".join([parts[0], *middle, parts[-1]])
    left, found, right = title.partition(" và ")
    words = right.split(" ")
    if found and len(words) > 2:
        last = left.split(" ")
        return " ".join([*last[:-2], *words[:2], "và", *last[-2:], *words[2:]])
    return title


def _years(title: str, rng: random.Random) -> str:
    return re.sub(r"\b20[12]\d\b", lambda found: str(int(found[0]) + rng.choice((-2, -1, 1, 3))), title)


def _longer(title: str, rng: random.Random) -> str:
    return title.rstrip(".") + rng.choice(TAILS)


def _shorter(title: str, rng: random.Random) -> str:
    """One member of a list goes, or what stands behind «trên địa bàn», «thuộc», «theo»: phrases, never half a word."""
    parts = re.split(r"(?<=\w)(?:, | và )(?=\w)", title)
    if len(parts) > 2:
        gone = parts[rng.randint(1, len(parts) - 1)]
        return re.sub(rf"(?:, | và ){re.escape(gone)}", "", title, count=1)
    cut = re.search(r" (?:trên địa bàn|thuộc|theo|phục vụ|do) (?!.* (?:trên địa bàn|thuộc|theo|phục vụ|do) )", title)
    return title[: cut.start()] if cut is not None and cut.start() > 40 else title


def _cut(title: str, rng: random.Random) -> str:
    words = title.split(" ")
    gone = len(words) // 5
    if gone < 1:
        return title
    at = rng.randint(2, max(2, len(words) - gone))
    return " ".join([*words[:at], *words[at + gone :]])


def _letters(title: str, rng: random.Random) -> str:
    chance = rng.random()
    if chance < 0.1:
        return fold(title)
    if chance < 0.2:
        return title.upper()
    if chance < 0.3:
        return unicodedata.normalize("NFD", title)
    if chance < 0.5:
        for one, other in _OLD_TONES:
            title = title.replace(other, one) if one not in title else title.replace(one, other)
    return title
