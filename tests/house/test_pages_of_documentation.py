"""The papers become pages whose links still lead to each other."""

from __future__ import annotations

from pathlib import Path

import pytest

from house.test_bootstrap import load

ROOT = Path(__file__).resolve().parents[2]
build_docs = load("build_docs")


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("[a](docs/commands.md)", 'href="docs/commands.html"'),
        ("[a](../README.md#two)", 'href="../index.html#two"'),
        ("[a](README.vi.md)", 'href="README.vi.html"'),
        ("[a](https://example.org/x.md)", 'href="https://example.org/x.md"'),
        ("## Tìm phòng", '<h2 id="tìm-phòng">'),
        ("| a |\n|---|\n| b |", "<td>b</td>"),
    ],
)
def test_markdown_becomes_a_page(markdown: str, expected: str) -> None:
    assert expected in build_docs.to_html(markdown)


@pytest.mark.parametrize(
    ("paper", "page"),
    [
        ("README.md", "index.html"),
        ("docs/decisions/README.md", "docs/decisions/index.html"),
        ("docs/running.md", "docs/running.html"),
    ],
)
def test_a_readme_is_the_index_of_its_folder(paper: str, page: str) -> None:
    assert build_docs.page_name(ROOT / paper) == Path(page)


def test_a_link_that_leads_nowhere_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text('<a href="b.html">b</a><a href="a.html#x">a</a>', "utf-8")
    assert build_docs.broken_links(tmp_path) == ["a.html: b.html"]
