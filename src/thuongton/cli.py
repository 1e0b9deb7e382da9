"""The ``thuongton`` command: serve, migrate, demo, import, backup, restore, check.

Exit codes: 0 done; 1 findings; 2 input cannot be used (one line on standard error, no traceback).
"""

from __future__ import annotations

import argparse
import os
import sys


def parser() -> argparse.ArgumentParser:
    """The command line, with help a person can follow."""
    top = argparse.ArgumentParser(
        prog="thuongton", description="Thượng Tôn – theo dõi nhiệm vụ từ văn bản đến việc làm xong."
    )
    verbs = top.add_subparsers(dest="verb", required=True, metavar="LỆNH")
    serve = verbs.add_parser("serve", help="chạy trang web và bộ xử lý việc nền trong một tiến trình")
    serve.add_argument("--host", default="127.0.0.1", help="địa chỉ lắng nghe (mặc định 127.0.0.1)")
    serve.add_argument("--port", type=int, default=8000, help="cổng (mặc định 8000)")
    serve.add_argument("--threads", type=int, default=8, help="số luồng phục vụ trang (mặc định 8)")
    serve.add_argument("--no-worker", action="store_true", help="không chạy việc nền ở tiến trình này")
    worker = verbs.add_parser("worker", help="chỉ chạy bộ xử lý việc nền (thêm máy cho cấp tỉnh)")
    worker.add_argument("--batch", action="store_true", help="làm hết việc đang chờ rồi dừng")
    verbs.add_parser("migrate", help="tạo hoặc nâng cấp cơ sở dữ liệu")
    demo = verbs.add_parser("demo", help="nạp dữ liệu mẫu từ các văn bản thật")
    demo.add_argument("--if-empty", action="store_true", help="chỉ nạp khi cơ sở dữ liệu còn trống")
    load = verbs.add_parser("import", help="nhập đơn vị từ tệp CSV, hoặc đưa văn bản vào sổ")
    load.add_argument("files", nargs="+", metavar="TỆP")
    load.add_argument("--unit", help="mã định danh hoặc tên đơn vị nhận văn bản")
    load.add_argument("--dry-run", action="store_true", help="chỉ kiểm tra, không ghi gì")
    backup = verbs.add_parser("backup", help="sao lưu dữ liệu và tệp vào một tệp")
    backup.add_argument("file", metavar="TỆP")
    restore = verbs.add_parser("restore", help="khôi phục từ tệp sao lưu")
    restore.add_argument("file", metavar="TỆP")
    restore.add_argument("--force", action="store_true", help="thay cả dữ liệu đang có")
    verbs.add_parser("check", help="kiểm tra tính toàn vẹn: nhật ký, tệp, hạn, số liệu")
    return top


def main(argv: list[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    options = parser().parse_args(argv)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thuongton.config.settings")
    import django

    django.setup()
    from thuongton.config import commands

    try:
        return commands.run(options)
    except commands.Unusable as error:
        print(f"thuongton: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
