"""The ``thuongton`` command: serve, worker, migrate, demo, import, backup, restore, keys, check, clock, calendar,
law, search.

Exit codes: 0 done; 1 findings; 2 input cannot be used (one line on standard error, no traceback).
"""

from __future__ import annotations

import argparse
import os
import sys

from thuongton.calendars.terms.spec import UnusableTerm
from thuongton.cases.commands import add_verbs, run_command
from thuongton.config import clock_command
from thuongton.law.commands import add_actions
from thuongton.reviews import commands as review_commands
from thuongton.search import commands as search_commands

PURE = ("kinds", "forms", "search")
"""Verbs that need no database and no settings."""
AFTER = """Mã thoát: 0 xong; 1 có điều cần xem; 2 không dùng được đầu vào (một dòng nói lý do).
Dữ liệu nằm ở thư mục THUONGTON_DATA (mặc định ./var), hoặc PostgreSQL khi đặt THUONGTON_DATABASE_URL."""


def _count(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


def _verb(verbs: argparse._SubParsersAction, name: str, summary: str, more: str = "") -> argparse.ArgumentParser:
    return verbs.add_parser(
        name,
        help=summary,
        description=f"{summary[:1].upper()}{summary[1:]}.{' ' + more if more else ''}",
        epilog=AFTER,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )


def parser() -> argparse.ArgumentParser:
    """The command line, with help a person can follow."""
    top = argparse.ArgumentParser(
        prog="thuongton",
        description="Thượng Tôn – theo dõi nhiệm vụ từ văn bản đến việc làm xong.",
        epilog=AFTER + "\n«thuongton LỆNH --help» nói rõ từng lệnh.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    verbs = top.add_subparsers(dest="verb", required=True, metavar="LỆNH")
    serve = _verb(
        verbs,
        "serve",
        "chạy trang web và bộ xử lý việc nền trong một tiến trình",
        "Cơ sở dữ liệu được nâng cấp trước.\nCtrl-C để dừng.",
    )
    serve.add_argument("--host", default="127.0.0.1", help="địa chỉ lắng nghe (mặc định 127.0.0.1: chỉ máy này)")
    serve.add_argument("--port", type=int, default=8000, help="cổng (mặc định 8000)")
    serve.add_argument(
        "--socket", metavar="TỆP", help="lắng nghe ở tệp socket này thay cho cổng: chỉ nginx trên máy này vào được"
    )
    serve.add_argument("--threads", type=_count, default=8, help="số luồng phục vụ trang (mặc định 8)")
    serve.add_argument("--demo", action="store_true", help="nạp dữ liệu mẫu nếu cơ sở dữ liệu còn trống")
    serve.add_argument("--no-worker", action="store_true", help="không chạy việc nền ở tiến trình này")
    worker = _verb(verbs, "worker", "chỉ chạy bộ xử lý việc nền", "Dùng khi có nhiều tiến trình hoặc nhiều máy.")
    worker.add_argument("--batch", action="store_true", help="làm hết việc đang chờ rồi dừng")
    _verb(verbs, "migrate", "tạo hoặc nâng cấp cơ sở dữ liệu", "Chạy lại bao nhiêu lần cũng được.")
    demo = _verb(verbs, "demo", "nạp dữ liệu mẫu từ các văn bản thật", "Nạp trọn vẹn hoặc không nạp gì.")
    demo.add_argument("--if-empty", action="store_true", help="chỉ nạp khi cơ sở dữ liệu còn trống, không nói gì thêm")
    demo.add_argument("--whole", action="store_true", help="đủ cỡ một tỉnh: đợt rà soát mẫu có 1.127 văn bản")
    load = _verb(
        verbs,
        "import",
        "nhập đơn vị từ tệp CSV, hoặc đưa văn bản vào sổ",
        "Tệp .csv là danh sách đơn vị; tệp khác là văn bản,\n"
        "được đọc ngay và vào sổ của đơn vị nêu ở --unit. Tệp không dùng được có một dòng nói lý do;\n"
        "các tệp khác vẫn nhập.\n\n"
        "  thuongton import don-vi.csv\n"
        '  thuongton import --unit "Xã Lạc Phượng, Thành phố Hải Phòng" van-ban/*.docx',
    )
    load.add_argument("files", nargs="+", metavar="TỆP", help="tệp .csv, hoặc văn bản .docx .pdf .doc .rtf .html .txt")
    load.add_argument(
        "--unit", help="mã định danh hoặc tên đơn vị nhận văn bản; tên trùng thì thêm cấp trên sau dấu phẩy"
    )
    load.add_argument("--dry-run", action="store_true", help="chỉ kiểm tra, không ghi gì")
    backup = _verb(
        verbs,
        "backup",
        "sao lưu dữ liệu và tệp vào một tệp",
        "Trang web vẫn chạy trong lúc sao lưu.\nTệp sao lưu chứa mọi dữ liệu: chỉ tài khoản này đọc được (quyền 600).",
    )
    backup.add_argument("file", metavar="TỆP", help="tệp sao lưu sẽ ghi, ví dụ sao-luu.tar.gz")
    backup.add_argument(
        "--passphrase-file",
        metavar="TỆP",
        help="mã hoá bằng mật khẩu trong tệp này (ít nhất 12 ký tự); mất mật khẩu thì không ai mở lại được",
    )
    restore = _verb(
        verbs,
        "restore",
        "khôi phục từ tệp sao lưu",
        "Bản sao lưu được kiểm tra trọn vẹn trước khi thay đổi gì;\n"
        "dữ liệu cũ được giữ lại bên cạnh. Dừng trang web trước.",
    )
    restore.add_argument("file", metavar="TỆP", help="tệp do «thuongton backup» tạo ra")
    restore.add_argument("--passphrase-file", metavar="TỆP", help="tệp chứa mật khẩu đã dùng khi sao lưu")
    restore.add_argument("--force", action="store_true", help="thay cả khi ở đây đã có dữ liệu")
    keys = _verb(
        verbs,
        "keys",
        "các khoá chủ niêm phong dữ liệu cá nhân",
        "list: những khoá máy này có; rotate: tạo khoá mới, bọc lại khoá của mọi hồ sơ, bỏ khoá cũ.\n"
        "Bị ngắt giữa chừng thì chạy lại. Tệp khoá không nằm trong bản sao lưu: hãy cất riêng.",
    )
    keys.add_argument("act", choices=("list", "rotate"), metavar="list|rotate", help="việc cần làm")
    _verb(verbs, "check", "kiểm tra tính toàn vẹn: nhật ký, tệp, hạn, số liệu", "Thoát 1 khi có lỗi.")
    clock_command.add_options(
        _verb(
            verbs,
            "clock",
            "tính hạn theo luật, từng ngày một",
            "Không cần cơ sở dữ liệu.\n\n"
            '  thuongton clock --spec \'{"n":15,"unit":"working_day"}\' --from 2026-03-02T09:00\n'
            "  thuongton clock --cases ca.jsonl --calendar lich.json --json",
        )
    )
    add_verbs(verbs, _verb)
    law = add_actions(
        _verb(
            verbs,
            "law",
            "sổ pháp luật: nhập văn bản, hỏi hiệu lực và lời văn vào một ngày",
            "import: đưa văn bản vào sổ; at: một điều, khoản vào một ngày; consolidate: toàn văn; compare: so sánh;\n"
            "basis: kiểm tra căn cứ; impact: những gì dựa vào; missing: còn thiếu gì; quality: chỗ cần xem lại;\n"
            "review: bảng theo dõi rà soát, các danh mục của một đợt.",
        )
    )
    review_commands.add_actions(law)
    search_commands.add_options(
        _verb(
            verbs,
            "search",
            "tìm điều luật trả lời các câu hỏi, trong một tệp các điều",
            "Không cần cơ sở dữ liệu. Câu hỏi không nêu ngày thì hỏi vào hôm nay.\n\n"
            "  thuongton search --corpus dieu-luat.jsonl.gz --queries cau-hoi.jsonl --out tra-loi.jsonl",
        )
    )
    calendar = _verb(
        verbs,
        "calendar",
        "lịch làm việc: xem, xem trước và áp dụng lịch từ một tệp",
        "list: các ngày của lịch; preview: tệp này làm dời những gì; apply: ghi và dời, chạy lại không đổi gì thêm.",
    )
    acts = calendar.add_subparsers(dest="act", required=True, metavar="list|preview|apply")
    for act, words in (("list", "các ngày của lịch"), ("preview", "những gì sẽ dời"), ("apply", "ghi và dời")):
        one = acts.add_parser(act, help=words, epilog=AFTER, formatter_class=argparse.RawDescriptionHelpFormatter)
        if act != "list":
            one.add_argument("file", metavar="TỆP", help="lịch dạng thuongton-calendar/1, - là đầu vào chuẩn")
        one.add_argument("--json", action="store_true", help="kết quả là JSON")
    return top


def main(argv: list[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    options = parser().parse_args(argv)
    if options.verb == "clock":
        return _clock(options)
    if options.verb == "search":
        return search_commands.run(options)
    if options.verb in PURE:
        return run_command(options)
    if review_commands.is_pure(options):
        return review_commands.run_import(options)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thuongton.config.settings")
    try:
        import django

        django.setup()
        from thuongton.config import commands
    except OSError as error:
        print(f"thuongton: {error.filename}: {error.strerror}.", file=sys.stderr)
        return 2
    try:
        return commands.run(options)
    except commands.UnusableInput as error:
        print(f"thuongton: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


def _clock(options: argparse.Namespace) -> int:
    """Run ``thuongton clock``, which needs no database and no settings."""
    try:
        return clock_command.run(options)
    except BrokenPipeError:  # whoever read the answer has gone
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        print(f"thuongton: {error.filename}: {error.strerror}.", file=sys.stderr)
    except UnusableTerm as error:
        print(f"thuongton: {error}", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main())
