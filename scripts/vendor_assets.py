"""Copies the front-end files named in package.json into the product, with their licences; `make assets`.

The copies are committed, so that neither `make run` nor a server needs Node. axe-core only goes to the browser tests.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MODULES = ROOT / "node_modules"
PRODUCT = ROOT / "src" / "thuongton" / "web" / "static" / "vendor"
TESTS = ROOT / "tests" / "browser" / "vendor"
COPIES = {
    "@tabler/core/dist/css/tabler.min.css": PRODUCT / "tabler.min.css",
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


def main() -> int:
    """Installs exactly what package-lock.json says and copies; 2 when npm is missing or fails."""
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
    sys.exit(main())
