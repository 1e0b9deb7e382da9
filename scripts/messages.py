"""Gathers the texts of the pages into the translation catalogues and compiles them; `make messages`.

The texts are Vietnamese in the source; `src/thuongton/locale/en` is the complete English translation. The compiled
`.mo` files are committed, so that running the site needs no gettext. Dates and places are left out of the catalogues,
so that they change only when a text does.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PLATFORM = ROOT / "src" / "thuongton"
LOCALE = PLATFORM / "locale"
LANGUAGES = ("en",)
GATHER = """
from django.core.management.commands import makemessages
from django.core.management import call_command
import sys

class Command(makemessages.Command):
    # The second argument of recording(user, "Việc…") is stored in the trail and translated when it is shown.
    xgettext_options = [*makemessages.Command.xgettext_options, "--keyword=recording:2"]

call_command(Command(), locale=sys.argv[1:], no_wrap=True, add_location="file", verbosity=0)
"""


def gather(folder: Path) -> None:
    """Brings the catalogues below `folder`/locale up to the texts of its modules and templates."""
    environment = {k: v for k, v in os.environ.items() if k != "DJANGO_SETTINGS_MODULE"}
    (folder / "locale").mkdir(exist_ok=True)
    subprocess.run([sys.executable, "-c", GATHER, *LANGUAGES], cwd=folder, env=environment, check=True)
    for catalogue in (folder / "locale").glob("*/LC_MESSAGES/*.po"):
        text = catalogue.read_text("utf-8")
        catalogue.write_text(re.sub(r'^"POT-Creation-Date: .*\n', "", text, flags=re.MULTILINE), "utf-8")


def main() -> int:
    """Gathers and compiles; 2 when gettext is not installed."""
    if shutil.which("xgettext") is None or shutil.which("msgfmt") is None:
        print("messages: cần gettext (Debian: apt install gettext)", file=sys.stderr)
        return 2
    gather(PLATFORM)
    for catalogue in sorted(LOCALE.glob("*/LC_MESSAGES/*.po")):
        done = subprocess.run(
            ["msgfmt", "--check", "-o", catalogue.with_suffix(".mo"), catalogue], check=False
        ).returncode
        if done:
            return 2
        print(catalogue.relative_to(ROOT))
    return subprocess.run([sys.executable, ROOT / "scripts" / "check_messages.py"], check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
