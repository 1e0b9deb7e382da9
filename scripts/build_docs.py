"""Builds the documentation as HTML into build/docs; `make docs`.

The Markdown papers of the repository become pages beside each other; the reference of `vanban` is made by pdoc from its
docstrings. A link between papers stays a link between pages.
"""

from __future__ import annotations

import html
import re
import shutil
import subprocess
import sys
from pathlib import Path

from markdown_it import MarkdownIt

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "build" / "docs"
PAPERS = ["README.md", "README.vi.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md"]
PAGE = """<!doctype html>
<html lang="{language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{title} – Thượng Tôn</title>
<style>
body {{ font: 17px/1.6 system-ui, sans-serif; max-width: 50rem; margin: 0 auto; padding: 1rem; color: #1b2433 }}
nav {{ font-size: .85em; border-bottom: 1px solid #ccc; padding-bottom: .5rem }} nav a {{ margin-right: .8em }}
pre {{ background: #f4f5f7; padding: .8rem; overflow: auto; line-height: 1.35 }} code {{ font-size: .9em }}
table {{ border-collapse: collapse; display: block; overflow: auto }}
td, th {{ border: 1px solid #ccc; padding: .3em .6em }}
img {{ max-width: 100% }}
</style></head><body><nav>{navigation}</nav><main>{body}</main></body></html>
"""


def title_of(text: str, fallback: str) -> str:
    """The first heading of a Markdown paper."""
    found = re.search(r"^# (.+)$", text, re.MULTILINE)
    return re.sub(r"[`*]", "", found[1]) if found else fallback


def page_name(paper: Path) -> Path:
    """Where a paper of the repository stands among the pages: a README is the index of its folder."""
    relative = paper.relative_to(ROOT)
    return relative.with_name("index.html") if relative.name == "README.md" else relative.with_suffix(".html")


def to_html(text: str) -> str:
    """The body of a page; links to Markdown papers lead to their pages, headings get an anchor."""
    body = MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(text)
    body = re.sub(r'href="(?![a-z]+:)([^"#]*?)README\.md(#[^"]*)?"', r'href="\1index.html\2"', body)
    body = re.sub(r'href="(?![a-z]+:)([^"#]+)\.md(#[^"]*)?"', r'href="\1.html\2"', body)

    def anchor(found: re.Match[str]) -> str:
        name = re.sub(r"[^\w]+", "-", html.unescape(re.sub(r"<[^>]+>", "", found[2])).lower()).strip("-")
        return f'<h{found[1]} id="{name}">{found[2]}</h{found[1]}>'

    return re.sub(r"<h([1-6])>(.*?)</h\1>", anchor, body)


def broken_links(folder: Path) -> list[str]:
    """`page: address` for every local link of the hand-written pages that leads nowhere."""
    return [
        f"{page.relative_to(folder)}: {address}"
        for page in sorted(folder.rglob("*.html"))
        if "api" not in page.relative_to(folder).parts
        for address in re.findall(r'(?:href|src)="([^"#]+)', page.read_text("utf-8"))
        if not re.match(r"[a-z]+:", address) and not (page.parent / address).exists()
    ]


def main() -> int:
    """Writes all pages; 1 when the reference cannot be made or a link leads nowhere."""
    shutil.rmtree(OUT, ignore_errors=True)
    papers = [ROOT / name for name in PAPERS if (ROOT / name).is_file()]
    papers += sorted((ROOT / "docs").rglob("*.md"))
    texts = {paper: paper.read_text("utf-8") for paper in papers}
    for paper, text in texts.items():
        page = OUT / page_name(paper)
        page.parent.mkdir(parents=True, exist_ok=True)
        up = "../" * (len(page_name(paper).parts) - 1)
        links = [
            f'<a href="{up}{page_name(p).as_posix()}">{html.escape(title_of(t, p.stem))}</a>'
            for p, t in texts.items()
            if "decisions" not in p.parts or "decisions" in paper.parts
        ]
        page.write_text(
            PAGE.format(
                language="vi" if paper.name.endswith(".vi.md") else "en",
                title=html.escape(title_of(text, paper.stem)),
                navigation=" ".join([*links, f'<a href="{up}api/vanban.html">vanban</a>']),
                body=to_html(text),
            ),
            "utf-8",
        )
    shutil.copy(ROOT / "LICENSE", OUT)
    if (ROOT / "docs" / "images").is_dir():
        shutil.copytree(ROOT / "docs" / "images", OUT / "docs" / "images")
    made = subprocess.run([sys.executable, "-m", "pdoc", "-o", OUT / "api", "vanban"], cwd=ROOT, check=False)
    wrong = broken_links(OUT)
    print("\n".join([*wrong, f"{OUT.relative_to(ROOT)}/index.html: {len(papers)} trang"]))
    return 1 if wrong or made.returncode else 0


if __name__ == "__main__":
    sys.exit(main())
