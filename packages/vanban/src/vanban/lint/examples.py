"""A whole paper without fault, whose parts the examples of the rules replace."""

from __future__ import annotations

_BODY = """Thực hiện Kế hoạch số 86/KH-UBND ngày 20/3/2026 của UBND thành phố Hải Phòng về công tác tư pháp năm 2026, \
Ủy ban nhân dân xã Vân Phượng ban hành Kế hoạch như sau:

I. MỤC ĐÍCH

Nâng cao hiệu quả công tác tư pháp trên địa bàn xã Vân Phượng.

II. NHIỆM VỤ

1. Tuyên truyền Luật Hòa giải ở cơ sở

- Cơ quan chủ trì: Văn phòng HĐND và UBND xã.

- Cơ quan phối hợp: Công an xã.

- Sản phẩm: Hội nghị.

- Thời gian thực hiện: Quý II năm 2026.

2. Rà soát văn bản do xã ban hành

- Cơ quan chủ trì: Phòng Kinh tế xã.

- Cơ quan phối hợp: Công an xã.

- Sản phẩm: Báo cáo rà soát.

- Thời gian thực hiện: Năm 2026.

III. KINH PHÍ

Kinh phí thực hiện được bố trí trong dự toán của xã.

Trên đây là Kế hoạch công tác tư pháp của Ủy ban nhân dân xã Vân Phượng./."""

_RECIPIENTS = """- Sở Tư pháp;
- Văn phòng HĐND và UBND xã;
- Phòng Kinh tế xã;
- Công an xã;
- Lưu: VT, VP."""

_SIGNED = """TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH

Nguyễn Văn An
"""


def paper(
    body: str = _BODY,
    *,
    nation: str = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc",
    issuer: str = "ỦY BAN NHÂN DÂN\nXÃ VÂN PHƯỢNG",
    number: str = "Số: 94/KH-UBND",
    day: str = "Vân Phượng, ngày 10 tháng 4 năm 2026",
    kind: str = "KẾ HOẠCH",
    title: str = "Công tác tư pháp năm 2026 trên địa bàn xã Vân Phượng",
    addressee: str = "",
    recipients: str | None = _RECIPIENTS,
    signed: str = _SIGNED,
) -> str:
    """The paper as text; an empty part is left out."""
    foot = f"Nơi nhận:\n\n{recipients}\n\n{signed}" if recipients is not None else signed
    parts = (issuer, nation, number, day, kind, title, addressee, body, foot)
    return "\n\n".join(part for part in parts if part) + "\n"


def letter(
    body: str, *, addressee: str = "Kính gửi: Sở Tư pháp thành phố Hải Phòng", recipients: str | None = None
) -> str:
    """An official letter (công văn) of the same commune."""
    return paper(
        body,
        number="Số: 51/UBND-VP",
        kind="",
        title="V/v công tác tư pháp năm 2026",
        addressee=addressee,
        recipients=recipients if recipients is not None else "- Như trên;\n- Lưu: VT, VP.",
    )


def report(body: str, **parts: str | None) -> str:
    """A report (báo cáo) of the same commune."""
    return paper(
        body,
        number="Số: 12/BC-UBND",
        kind="BÁO CÁO",
        title="Công tác tư pháp quý I năm 2026",
        **parts,  # type: ignore[arg-type]
    )


def plan(tasks: str, *, opening: str = "", closing: str = "", recipients: str = _RECIPIENTS) -> str:
    """A plan whose section II holds the given tasks."""
    head, rest = _BODY.split("1. Tuyên truyền", 1)
    end = rest[rest.index("Trên đây" if closing else "III. KINH PHÍ") :]
    head = head.replace("Nâng cao", f"{opening} Nâng cao") if opening else head
    return paper(f"{head}{tasks}\n\n{closing}{end}", recipients=recipients)


def table(*rows: str) -> str:
    """Rows of a table: cells parted by «|» become tab-separated."""
    return "\n".join("\t".join(cell.strip() for cell in row.split("|")) for row in rows)


def cited(line: str) -> str:
    """A decision that cites one more basis: the line stands under another «Căn cứ»."""
    return paper(f"Căn cứ Luật Hòa giải ở cơ sở năm 2013;\n\n{line}\n\nỦy ban nhân dân xã ban hành Kế hoạch./.")


WELL_CITED = cited("Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ về công tác văn thư.")
"""A paper whose bases are written as they should be."""
