"""Copies the front-end files named in package.json into the product, with their licences; `make assets`.

The copies are committed, so that neither `make run` nor a server needs Node. axe-core only goes to the browser tests.
Tabler stands whole in `scripts/vendor/` and trimmed in the product (`css_in_use`); who uses a class of Tabler that no
page used before writes the trimmed one anew with `python scripts/vendor_assets.py --trim`, which needs no Node.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

from css_in_use import trimmed, words_of

ROOT = Path(__file__).resolve().parent.parent
MODULES = ROOT / "node_modules"
PRODUCT = ROOT / "src" / "thuongton" / "web" / "static" / "vendor"
TESTS = ROOT / "tests" / "browser" / "vendor"
PLATFORM = ROOT / "src" / "thuongton"
WHOLE = ROOT / "scripts" / "vendor" / "tabler.min.css"
TRIMMED = PRODUCT / "tabler.min.css"
HEAD = """@charset "UTF-8";
/*! Tabler v1.6.1 and Bootstrap, MIT License (tabler.LICENSE.txt); only the rules that pages of this house can match.
    Written by scripts/vendor_assets.py --trim: not to be changed by hand. */
"""
COPIES = {
    "@tabler/core/dist/css/tabler.min.css": WHOLE,
    "htmx.org/dist/htmx.min.js": PRODUCT / "htmx.min.js",
    "htmx.org/LICENSE": PRODUCT / "htmx.LICENSE.txt",
    "axe-core/axe.min.js": TESTS / "axe.min.js",
    "axe-core/LICENSE": TESTS / "axe.LICENSE.txt",
}
SOURCE_MAP = re.compile(r"\s*(/\*[#@] ?sourceMappingURL=[^*]*\*/|//[#@] ?sourceMappingURL=\S*)\s*$")


def without_source_map(text: str) -> str:
    """The text without its last comment that names a source map: the map is not shipped, and static files are checked
    for every address they name."""
    return SOURCE_MAP.sub("\n", text)


def trimmed_tabler() -> str:
    """Tabler with the rules that templates, scripts and Python of the product can match today."""
    own = "".join(path.read_text("utf-8") for path in PLATFORM.rglob("*.css") if "vendor" not in path.parts)
    whole = WHOLE.read_text("utf-8").removeprefix('@charset "UTF-8";')
    return HEAD + trimmed(whole, words_of(PLATFORM), own) + "\n"


def main(arguments: list[str]) -> int:
    """Copies what package-lock.json says and trims (``--trim``: only trims); 2 when npm is missing or fails."""
    if "--trim" not in arguments:
        failed = _copied()
        if failed:
            return failed
    TRIMMED.write_text(trimmed_tabler(), "utf-8")
    print(f"{TRIMMED.relative_to(ROOT)}: {TRIMMED.stat().st_size:,} bytes")
    return 0


def _copied() -> int:
    npm = shutil.which("npm")
    if npm is None:
        print("vendor_assets: cần Node ≥ 20 có npm (Debian: apt install nodejs npm)", file=sys.stderr)
        return 2
    command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    if subprocess.run(command, cwd=ROOT, check=False).returncode:
        print("vendor_assets: npm ci không xong, xem dòng báo ở trên", file=sys.stderr)
        return 2
    for source, target in COPIES.items():
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(without_source_map((MODULES / source).read_text("utf-8")), "utf-8")
        print(f"{target.relative_to(ROOT)}: {target.stat().st_size:,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
