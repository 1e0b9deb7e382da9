"""What each ``thuongton`` command does."""

from __future__ import annotations

import argparse
import hashlib
import sys
from operator import itemgetter
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import Error

from thuongton.calendars.services.upgrading import update_calendar
from thuongton.calendars.terms import UnusableTerm
from thuongton.config.backup import BackupError, make_backup
from thuongton.config.health import waiting
from thuongton.config.presence import InUse, alone_with_data, makes_tables, one_upgrade_at_a_time, using_data
from thuongton.config.restore import demand_no_restore_left, restore_backup
from thuongton.config.sealing import Unopened, read_passphrase
from thuongton.keyring.master import NoMaster, UnusableMasters, masters, path
from thuongton.keyring.queries import key_missing
from thuongton.keyring.services import destroy_again, rotate
from thuongton.people.services import drop_unreadable_factors


class UnusableInput(Exception):
    """Input that cannot be used; the message is one Vietnamese sentence."""


def migrate() -> None:
    """Make or upgrade the database, fill in the working calendar and gather the static files.

    An account that may only read and write rows finds the tables made. Raises Unusable while they are not.
    """
    with one_upgrade_at_a_time():
        if makes_tables():
            call_command("migrate", interactive=False, verbosity=0)
            call_command("createcachetable", verbosity=0)
        elif waiting():
            raise UnusableInput(
                "cơ sở dữ liệu chưa được nâng cấp; hãy chạy «thuongton migrate» bằng tài khoản chủ của nó."
            )
        update_calendar()
        if again := destroy_again():
            print(f"Đã xoá lại dữ liệu cá nhân của {again} hồ sơ (bản khôi phục có từ trước khi xoá).")
    if not settings.DEBUG:
        gather_static()


def gather_static() -> bool:
    """Gather the static files when any of them changed since the last time; tells whether it did."""
    names = [found for finder in get_finders() for found in finder.list([])]
    facts = [
        f"{path} {storage.size(path)} {storage.get_modified_time(path)}"
        for path, storage in sorted(names, key=itemgetter(0))
    ]
    now = hashlib.sha256("\n".join(facts).encode()).hexdigest()
    stamp = Path(settings.STATIC_ROOT) / ".stamp"
    if stamp.is_file() and stamp.read_text("utf-8") == now:
        return False
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text(now, "utf-8")
    return True


def serve(options: argparse.Namespace) -> int:
    """Bring the database up to date and serve pages."""
    from thuongton.config.serving import PortTaken, check_address, check_socket, serve

    try:
        if options.socket:
            check_socket(options.socket)
        else:
            check_address(options.host, options.port)
        migrate()
        if options.demo:
            load_demonstration(if_empty=True)
        return serve(options)
    except PortTaken as error:
        raise UnusableInput(str(error)) from error


def worker(options: argparse.Namespace) -> int:
    """Run queued jobs."""
    from thuongton.config.serving import work

    return work(options)


def load_demonstration(*, if_empty: bool, whole: bool = False) -> int:
    """Load the demonstration into a database that is up to date."""
    from thuongton.demo.load import load

    return load(if_empty=if_empty, out=sys.stdout, whole=whole)


def demo(options: argparse.Namespace) -> int:
    """Load the demonstration."""
    migrate()
    return load_demonstration(if_empty=options.if_empty, whole=options.whole)


def load_files(options: argparse.Namespace) -> int:
    """Take in units and papers."""
    from thuongton.config.loading import load_files

    migrate()
    return load_files(options)


def _migrate(options: argparse.Namespace) -> int:
    migrate()
    return 0


def _passphrase(options: argparse.Namespace) -> bytes | None:
    return read_passphrase(Path(options.passphrase_file)) if options.passphrase_file else None


def backup(options: argparse.Namespace) -> int:
    """Write everything into one archive; 1 when a file of the store was already lost."""
    try:
        manifest = make_backup(Path(options.file), _passphrase(options))
    except (BackupError, Unopened) as error:
        raise UnusableInput(f"{options.file}: {error}") from error
    rows, files = sum(manifest["rows"].values()), len(manifest["files"])
    who = "chỉ mở được bằng mật khẩu" if options.passphrase_file else "chỉ tài khoản này đọc được"
    print(f"Đã sao lưu {rows} dòng và {files} tệp vào {options.file} ({who}).")
    if manifest["missing"]:
        print(f"LƯU Ý: {len(manifest['missing'])} tệp đã mất hoặc hỏng từ trước; xem bằng «thuongton check».")
        return 1
    return 0


def restore(options: argparse.Namespace) -> int:
    """Put back everything from one archive and bring it up to date."""
    source = Path(options.file)
    if not source.is_file():
        raise UnusableInput(f"{options.file}: không có tệp này.")
    try:
        with alone_with_data():
            manifest, aside = restore_backup(source, force=options.force, passphrase=_passphrase(options))
            migrate()
            factors = drop_unreadable_factors()
    except (BackupError, InUse, Unopened) as error:
        raise UnusableInput(f"{options.file}: {error}") from error
    rows, files = sum(manifest["rows"].values()), len(manifest["files"])
    print(f"Đã khôi phục bản sao lưu lúc {manifest['made_at']}: {rows} dòng, {files} tệp.")
    if factors:
        print(f"Khoá bí mật của máy này khác máy cũ: {factors} người phải bật lại xác thực hai lớp khi đăng nhập.")
    if aside is not None:
        print(f"Dữ liệu trước đó được giữ ở {aside}; xoá khi chắc chắn không cần.")
    return 0


def keys(options: argparse.Namespace) -> int:
    """Name the master keys, or wrap every key of a record under a new one; 1 when one that is needed is missing."""
    try:
        if options.act == "rotate":
            name, number = rotate()
            print(f"Khoá chủ mới {name}: đã bọc lại {number} khoá hồ sơ. Hãy cất một bản {path()} ở nơi khác.")
            return 0
        for place, name in enumerate(masters()):
            print(f"{name}  {'hiện dùng' if not place else 'cũ, còn giữ'}")
    except (NoMaster, UnusableMasters) as error:
        raise UnusableInput(str(error)) from error
    if missing := key_missing():
        print(f"{missing[:1].upper()}{missing[1:]}")
    return 1 if missing else 0


def check(options: argparse.Namespace) -> int:
    """Run every integrity check; 1 when an error is found."""
    from thuongton.audit.checks import all_checks, run_checks

    found = list(run_checks())
    for find in found:
        mark = "LỖI " if find.check.severity == "error" else "LƯU Ý"
        print(f"{mark}  {find.check.code}: {find.sentence}\n       → {find.check.remedy}")
    print(f"Đã chạy {len(all_checks())} phép kiểm tra: {len(found)} điều cần xem.")
    return 1 if any(find.check.severity == "error" for find in found) else 0


def calendar(options: argparse.Namespace) -> int:
    """The working calendar: list it, show what a file would move, do it."""
    from thuongton.config import calendar_command

    try:
        return calendar_command.run(options)
    except UnusableTerm as error:
        raise UnusableInput(str(error)) from error


def law(options: argparse.Namespace) -> int:
    """The register of law: acts come in, what is in force, what depends, what lacks."""
    from thuongton.law.commands import UnusableQuestion
    from thuongton.law.commands import run as run_law
    from thuongton.reviews.commands import run as run_review

    migrate()
    try:
        return run_review(options) if options.action == "review" else run_law(options)
    except UnusableQuestion as error:
        raise UnusableInput(str(error)) from error
    except OSError as error:
        raise UnusableInput(f"{error.filename}: {error.strerror}.") from error


VERBS = {
    "serve": serve,
    "worker": worker,
    "migrate": _migrate,
    "demo": demo,
    "import": load_files,
    "backup": backup,
    "restore": restore,
    "keys": keys,
    "check": check,
    "calendar": calendar,
    "law": law,
}


def run(options: argparse.Namespace) -> int:
    """Dispatch to the command named on the line. Raises Unusable with one Vietnamese sentence."""
    try:
        if options.verb == "restore":
            return restore(options)
        with using_data():
            demand_no_restore_left()
            return VERBS[options.verb](options)
    except (InUse, BackupError) as error:
        raise UnusableInput(str(error)) from error
    except OSError as error:
        raise UnusableInput(f"{error.filename or settings.DATA}: {error.strerror or error}.") from error
    except Error as error:
        first = (str(error).strip().splitlines() or [type(error).__name__])[0]
        raise UnusableInput(
            f"không làm việc được với cơ sở dữ liệu ({first}); hãy chạy «thuongton migrate», "
            "hoặc xem lại THUONGTON_DATABASE_URL và THUONGTON_DATA."
        ) from error
