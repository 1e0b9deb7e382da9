"""Names of issuing bodies (cơ quan ban hành) as papers print them: «Bộ trưởng Bộ Tư pháp», «UBND tỉnh Hà Tĩnh»."""

from __future__ import annotations

import re

from vanban.agencies import UNITS, known_heads
from vanban.citations.tries import trie
from vanban.patterns import any_of
from vanban.places import bodies, provinces
from vanban.vocabulary import issuers

# one space, or a line feed, or an empty line between; no tab: there a cell ends
SPACE = r"(?:[^\S\n\t]+(?:\n[^\S\n\t]*){0,2}|\n[^\S\n\t]*(?:\n[^\S\n\t]*)?)"
MAYBE_SPACE = rf"{SPACE}?"
_S = SPACE
CAPITAL = "[A-ZĐÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ]"
SMALL = "[a-zđàáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ]"

_PROPER = rf"{CAPITAL}\w*"
_SUBJECT_WORDS = (
    *("Sửa", "Bổ sung", "Quyết định", "Ban hành", "Phân cấp", "Công bố", "Bãi bỏ", "Quy định", "Về", "Phê duyệt"),
    *("Hướng dẫn", "Giao", "Thành lập", "Triển khai", "Điều chỉnh", "Thông qua", "Kế hoạch", "Nghị quyết"),
    *("Chỉ thị", "Thông báo", "Báo cáo", "Công văn", "Thay thế", "Kiện toàn", "Tổ chức"),
)
_SUBJECT = (
    rf"{any_of(_SUBJECT_WORDS, gap='[ ]')}\b"  # how the subject of a document begins, when printed with a capital
)
_STOPS = r"(?:về|ngày|tại|quy|ban|đã|có|là|và|của|trong|theo|để|được|số|hướng|phê|trình|gửi|báo|tổ|chủ|thực|phối)\b"
_OTHERS = (
    r"(?:Công|Nghị|Quyết|Thông|Luật|Kế|Chỉ|Tờ|Báo|Kết|Chương[ ]trình|Sở|Bộ|UBND|HĐND|Ủy|Uỷ|Hội|Đề|Văn[ ]bản"
    r"|Văn[ ]phòng|Hướng"
    r"|Ban|Tỉnh|Thành|Đảng|Cục|Vụ|Phòng|Trung[ ]tâm|Viện|Quy|Giấy|Phiếu|Bản)\b"
)
# what follows a name that a line broke; anything else begins a sentence of its own («UBND tỉnh / Theo dõi …»)
_NAME_ENDS = (
    r"(?=[,;.)]|[ ]+(?:về|ban[ ]hành|quy[ ]định|phê[ ]duyệt|hướng[ ]dẫn|triển[ ]khai|sửa[ ]đổi|công[ ]bố|ngày|và)\b)"
)
_PROPERS = rf"{_PROPER}(?:[ ](?!{_SUBJECT}){_PROPER}|\n{_PROPER}{_NAME_ENDS}){{0,4}}"
_FEED = r"[^\S\n\t]*\n[^\S\n\t]*(?:[-–]?[ ]?\d{1,3}[ ]?[-–]?[^\S\n\t]*\n[^\S\n\t]*)?"  # the number of a page too
_GAP = rf"(?:[^\S\n\t]+|{_FEED})"
_PROVINCES = trie((tuple(one.name.replace(" - ", " – ").split()) for one in provinces()), "<gap>")
PROVINCE = rf"{_GAP}(?:{_PROVINCES.replace('<gap>–<gap>', f'{_GAP}?[-–]{_GAP}?').replace('<gap>', _GAP)})(?!\w)"
"""The name of a province behind its unit, though a line or a page broke it."""
_UNIT = rf"(?:{any_of(UNITS, gap=_S)}|Thành{_S}phố|TP\.?)"
PLACE = rf"(?:{_S}{_UNIT}(?:[^\S\n\t]+(?!{_SUBJECT}){_PROPERS})?(?!\w))"
BROKEN_NAME = rf"[^\S\n\t]*\n[^\S\n\t]*(?!{_SUBJECT}|{_OTHERS}){_PROPER}(?:[ ]{_PROPER}){{1,3}}{_NAME_ENDS}(?!\w)"
"""A name on the line below its unit: two words with capitals at least, and nothing behind that begins a sentence."""
_WORD = rf"{_PROPER}(?:{_S}(?!{_STOPS}){SMALL}+)?"
FIELD = rf"(?:{_WORD}(?:(?:,|{_S}-|{_S}và){_S}(?!{_OTHERS}){_WORD}){{0,3}})"
_MINISTRIES = [*(one.name for one in issuers().values()), *(one.name for one in bodies())]
_FIELDS = {name.removeprefix("Bộ ") for name in _MINISTRIES if name.startswith("Bộ ")}
_DEPARTMENTS = (
    *("Văn hóa, Thể thao và Du lịch", "Văn hóa và Thể thao", "Du lịch", "Thông tin và Truyền thông"),
    *("Lao động - Thương binh và Xã hội", "Tài nguyên và Môi trường", "Kế hoạch và Đầu tư"),
    *("Quy hoạch - Kiến trúc", "Nông nghiệp và Phát triển nông thôn", "An toàn thực phẩm", "Ngoại vụ", "Dân tộc"),
    "Giao thông vận tải",
)
_KNOWN_FIELDS = "|".join(
    _S.join(map(re.escape, name.split())) for name in sorted({*_FIELDS, *_DEPARTMENTS}, key=len, reverse=True)
)
BODY = rf"""(?:
      Bộ{_S}Chính{_S}trị(?:,{_S}Ban{_S}Bí{_S}thư)? | Ban{_S}Bí{_S}thư(?:{_S}Trung{_S}ương(?:{_S}Đảng)?)?
    | (?:Bộ{_S}[Tt]rưởng,?{_S})?(?:Chủ{_S}nhiệm{_S})(?:Văn{_S}phòng{_S}(?:Chính{_S}phủ|Quốc{_S}hội|Chủ{_S}tịch{_S}nước)
        |(?:Ủy|Uỷ){_S}ban{_S}Dân{_S}tộc)
    | (?:Thống{_S}đốc{_S})?Ngân{_S}hàng{_S}[Nn]hà{_S}nước(?:{_S}Việt{_S}Nam)?
    | (?:Chánh{_S}án{_S}|Hội{_S}đồng{_S}[Tt]hẩm{_S}phán{_S})?T(?:òa|oà){_S}án{_S}nhân{_S}dân{_S}tối{_S}cao
    | (?:T(?:òa|oà){_S}án|Viện{_S}[Kk]iểm{_S}sát){_S}nhân{_S}dân(?:{_S}cấp{_S}cao{_S}tại{_S}{_PROPERS}|{PLACE})
    | (?:Viện{_S}trưởng{_S})?Viện{_S}[Kk]iểm{_S}sát{_S}nhân{_S}dân{_S}tối{_S}cao
    | Tổng{_S}(?:Thanh{_S}tra{_S}(?:Chính{_S}phủ|[Nn]hà{_S}nước)|Kiểm{_S}toán{_S}[Nn]hà{_S}nước)
    | Kiểm{_S}toán{_S}[Nn]hà{_S}nước | Văn{_S}phòng{_S}(?:Quốc{_S}hội|Chủ{_S}tịch{_S}nước|Trung{_S}ương(?:{_S}Đảng)?)
    | (?:Ủy|Uỷ){_S}ban{_S}Dân{_S}tộc
    | (?:Đoàn{_S})?Chủ{_S}tịch{_S}(?:Ủy|Uỷ){_S}ban{_S}[Tt]rung{_S}ương{_S}Mặt{_S}trận{_S}Tổ{_S}quốc{_S}Việt{_S}Nam
    | (?:Ban{_S}Chấp{_S}hành|BCH){_S}(?:Trung{_S}ương|TW)(?:{_S}Đảng)?(?:{_S}(?:khóa|khoá){_S}[IVX]+)?
    | (?:Hội{_S}nghị{_S}lần{_S}thứ{_S}\w+{_S})?Ban{_S}Chấp{_S}hành{_S}Đảng{_S}bộ(?:{PLACE})?(?:{_S}{_PROPERS})?
    | (?:Ban{_S}Thường{_S}vụ{_S}|Thường{_S}trực{_S})?(?:Tỉnh|Thành|Đảng|Huyện|Quận|Thị|Đặc{_S}khu){_S}(?:ủy|uỷ)
        (?:{PLACE}|{_S}(?:UBND|HĐND|Ủy{_S}ban{_S}nhân{_S}dân){PLACE}?|{_S}{_PROPERS})?
    | (?:Thủ{_S}tướng|Văn{_S}phòng|Thanh{_S}tra){_S}Chính{_S}phủ | Thủ{_S}tướng(?!\w) | Chính{_S}phủ
    | (?:(?:Ủy|Uỷ){_S}ban{_S}[Tt]hường{_S}vụ{_S})?Quốc{_S}hội | Chủ{_S}tịch{_S}nước
    | (?:Chủ{_S}tịch{_S})?Hội{_S}đồng{_S}(?:Bộ{_S}trưởng|Chính{_S}phủ)(?!\w)
    | (?:Chủ{_S}tịch{_S}|Thường{_S}trực{_S}|Văn{_S}phòng{_S})?
        (?:(?:Ủy|Uỷ){_S}ban{_S}[Nn]hân{_S}dân|UBND|Hội{_S}đồng{_S}[Nn]hân{_S}dân|HĐND)
        (?:{_S}và{_S}UBND)?(?:{PLACE}|{_S}(?:cấp{_S}(?:tỉnh|xã|huyện)))?
    | (?:(?:Bộ{_S}[Tt]rưởng{_S})?Bộ|(?:Giám{_S}đốc{_S})?Sở){_S}(?:{_KNOWN_FIELDS})(?!\w){PLACE}?
    | (?:Bộ{_S}[Tt]rưởng{_S}|Giám{_S}đốc{_S})?(?:Bộ|Sở){_S}{FIELD}{PLACE}?
    | (?:Cục|Tổng{_S}cục|Vụ|Phòng|Thanh{_S}tra|Công{_S}an|Viện|Hội|Đoàn|Liên{_S}đoàn|Trung{_S}tâm|Trường
        |T(?:òa|oà){_S}án|Viện{_S}kiểm{_S}sát|Kiểm{_S}toán|Ngân{_S}hàng|Bảo{_S}hiểm|Kho{_S}bạc|Mặt{_S}trận){_S}
        (?:{FIELD}|nhân{_S}dân{_S}tối{_S}cao|{SMALL}+(?:{_S}{SMALL}+)?{_S}{_PROPERS}|{_UNIT}){PLACE}?
    | (?:Ủy|Uỷ){_S}ban{_S}(?:Kiểm{_S}tra|Mặt{_S}trận{_S}Tổ{_S}quốc(?:{_S}Việt{_S}Nam)?)
        (?:{_S}(?:Tỉnh|Thành|Đảng){_S}ủy|{_S}Trung{_S}ương)?{PLACE}?
    | (?:Ban|Tổ|Hội{_S}đồng){_S}(?:Chỉ{_S}đạo|[Cc]ông{_S}tác|Tổ{_S}chức|Nội{_S}chính|Dân{_S}vận
        |Tuyên{_S}giáo(?:{_S}và{_S}Dân{_S}vận)?|Quản{_S}lý|Thẩm{_S}phán)
        (?:{_S}(?:Tỉnh|Thành|Đảng){_S}ủy|{_S}Trung{_S}ương|{PLACE}|{_S}T(?:òa|oà){_S}án{_S}nhân{_S}dân{_S}tối{_S}cao)?
    )"""
_HEAD = rf"(?i:{any_of(word for word, _ in known_heads('body'))})"
NAMED_BODY = rf"{_HEAD}(?!\w)(?:[^;.:\n“”\"0-9]|\n(?!\n)|(?<=Đề\sán\s)\d{{2}}){{0,120}}?"
"""A body by its words alone, known by the first of them; it ends where the subject of the document begins."""

_NO_NAME = (
    *("về", "V/v", "quy", "ban hành", "phê", "hướng", "sửa", "công bố", "triển", "thành lập", "giao", "bãi"),
    *("đã", "được", "và", "để", "thì", "là", "tại", "theo", "trong", "có", "do", "nhằm", "từ", "đối", "hết"),
    *("gửi", "thực", "yêu", "cho", "kèm", "với", "thông", "trình", "trả", "nêu", "này", "bị", "bổ", "thay"),
    *("hoặc", "còn", "phải", "nếu", "khi", "xin", "mời", "đề", "báo", "chỉ", "xác", "kiểm", "giải", "tổ chức"),
    *("năm", "ngày", "như", "sang", "đến", "số", "lần", "khóa", "điều", "không"),
)
AFTER_BODY = rf"\s*(?:[;.:)\n\],(]|$|{any_of(_NO_NAME)}(?!\w))"
"""What may follow the whole name of a body: the end of a clause, the subject of the document, a verb."""
