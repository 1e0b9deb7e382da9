"""The demonstration: units and accounts, then the rows of every room (``web/demonstration.py``), as one act."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from importlib.resources import files
from pathlib import Path
from typing import IO

from django.contrib.auth.hashers import check_password

from thuongton.audit.services import acting
from thuongton.demo.units import PASSWORD, make_accounts, make_units, read_units
from thuongton.people.models import Unit, User
from thuongton.web.demonstration import Demonstration, load_rooms

BESIDE = Path("../shared/seeds")


def seed_bytes(number: str) -> tuple[str, bytes]:
    """Name and bytes of a seed paper: the copy beside the repository when present, else the bundled one."""
    places = [BESIDE] if BESIDE.is_dir() else []
    places.append(Path(str(files("thuongton.demo").joinpath("seeds"))))
    for place in places:
        for path in sorted(place.glob(f"{number}_*.txt")):
            return path.name, path.read_bytes()
    raise FileNotFoundError(number)


def load(*, if_empty: bool, out: IO[str], whole: bool = False) -> int:
    """Load the demonstration into an empty database; returns the exit code.

    Alone it says who can sign in; with ``if_empty`` (before ``serve``, which says it at every start) it does not.
    ``whole``: in the numbers of a province.
    """
    if Unit.objects.exists():
        if not if_empty:
            print("Cơ sở dữ liệu đã có dữ liệu nên không nạp dữ liệu mẫu.", file=out)
            tell_accounts(out)
        return 0
    print("Đang nạp đơn vị, tài khoản và văn bản mẫu…", file=out, flush=True)
    for said in load_all(whole=whole):
        print(said, file=out)
    if not if_empty:
        tell_accounts(out)
    return 0


@acting()
def load_all(*, whole: bool = False) -> list[str]:
    """Units, accounts and the rows of all rooms in one transaction: a killed load leaves an empty database."""
    data = read_units()
    units = make_units(data)
    return load_rooms(Demonstration(units, make_accounts(data, units), seed_bytes, whole))


def open_accounts() -> list[User]:
    """The demonstration accounts that still open with the demonstration password, in the order of the data.

    Hashing a password is slow on purpose, so that all are tried side by side.
    """
    known = [account["username"] for account in read_units()["accounts"]]
    people = list(User.objects.filter(username__in=known, is_active=True))
    with ThreadPoolExecutor(max_workers=len(known)) as pool:
        opens = list(pool.map(lambda user: check_password(PASSWORD, user.password), people))
    found = {user.username: user for user, is_open in zip(people, opens, strict=True) if is_open}
    return [found[name] for name in known if name in found]


def tell_accounts(out: IO[str]) -> int:
    """Print the demonstration accounts that still open with the demonstration password; returns how many."""
    people = open_accounts()
    if people:
        print(f"Tài khoản mẫu (mật khẩu chung: {PASSWORD}):", file=out)
    for user in people:
        worn = user.hats.first()
        print(f"  {user.username:<10} {user.full_name}{f', {worn}' if worn else ''}", file=out)
    return len(people)
