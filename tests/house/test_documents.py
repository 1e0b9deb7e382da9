"""What the papers of the project promise exists: targets, commands, links, licences, pins."""

from __future__ import annotations

import argparse
import importlib
import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from sources import LIBRARY

ROOT = Path(__file__).resolve().parents[2]
PAPERS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
CODE = re.compile(r"```.*?```|`[^`\n]+`", re.DOTALL)
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")


def _names(papers: list[Path]) -> list[str]:
    return [str(p.relative_to(ROOT)) for p in papers]


def make_targets() -> set[str]:
    """The targets of the Makefile."""
    return set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))


def subcommands(program: str) -> list[str]:
    """The subcommands a program takes, asked of its own parser before it does anything."""

    class Stopped(Exception):
        pass

    seen: list[argparse.ArgumentParser] = []

    def stop(parser: argparse.ArgumentParser, *_: object, **__: object) -> None:
        seen.append(parser)
        raise Stopped

    main = importlib.import_module(f"{program}.cli").main
    with pytest.MonkeyPatch.context() as patch, pytest.raises(Stopped):
        patch.setattr(argparse.ArgumentParser, "parse_args", stop)
        patch.setattr(argparse.ArgumentParser, "parse_known_args", stop)
        main(["--help"])
    return [name for a in seen[0]._actions if isinstance(a, argparse._SubParsersAction) for name in a.choices]


@pytest.mark.parametrize("paper", PAPERS, ids=_names(PAPERS))
def test_make_targets_that_are_named_exist(paper: Path) -> None:
    named = {t for code in CODE.findall(paper.read_text("utf-8")) for t in re.findall(r"\bmake ([a-z]+)", code)}
    assert named <= make_targets(), sorted(named - make_targets())


def test_both_readmes_name_the_two_commands() -> None:
    for name in ("README.md", "README.vi.md"):
        text = (ROOT / name).read_text("utf-8")
        assert "make run" in text and "make test" in text, name


@pytest.mark.parametrize("program", ["vanban", "thuongton"])
def test_every_subcommand_is_documented(program: str) -> None:
    text = (ROOT / "docs" / "commands.md").read_text("utf-8")
    commands = subcommands(program)
    assert commands
    missing = [c for c in commands if not re.search(rf"\b{program} {re.escape(c)}\b", text)]
    assert not missing, f"docs/commands.md thiếu: {missing}"


@pytest.mark.parametrize("program", ["vanban", "thuongton"])
def test_every_documented_subcommand_exists(program: str) -> None:
    text = (ROOT / "docs" / "commands.md").read_text("utf-8")
    named = set(re.findall(rf"^#+ `{program} ([a-z]+)", text, re.MULTILINE))
    assert named <= set(subcommands(program)), sorted(named - set(subcommands(program)))


@pytest.mark.parametrize("paper", PAPERS, ids=_names(PAPERS))
def test_links_and_pictures_lead_somewhere(paper: Path) -> None:
    inside = [a.split("#")[0] for a in LINK.findall(paper.read_text("utf-8")) if not re.match(r"[a-z]+:|#", a)]
    missing = [a for a in inside if not (paper.parent / a).exists()]
    assert not missing, missing


def test_every_dependency_is_pinned_within_its_range() -> None:
    platform, library = (
        tomllib.loads((folder / "pyproject.toml").read_text("utf-8")) for folder in (ROOT, LIBRARY.parent)
    )
    lines = (ROOT / "requirements" / "dev.txt").read_text("utf-8").splitlines()
    pins = dict(line.removesuffix(" \\").split("==") for line in lines if "==" in line)
    pins[library["project"]["name"]] = library["project"]["version"]  # stands in this repository
    extras = [text for texts in library["project"]["optional-dependencies"].values() for text in texts]
    wrong = []
    for text in [*platform["project"]["dependencies"], *platform["dependency-groups"]["dev"], *extras]:
        asked = Requirement(text)
        pinned = pins.get(canonicalize_name(asked.name))
        if pinned is None or not asked.specifier.contains(pinned):
            wrong.append(f"{text}: {pinned}")
    assert not wrong, "chạy «make pin»:\n" + "\n".join(wrong)


def test_vendored_files_carry_their_licence_and_no_source_map() -> None:
    folder = ROOT / "src" / "thuongton" / "web" / "static" / "vendor"
    files = [f for f in folder.iterdir() if f.suffix in {".js", ".css"}]
    assert files
    for file in files:
        assert (folder / f"{file.name.split('.')[0]}.LICENSE.txt").is_file(), file.name
        assert "sourceMappingURL" not in file.read_text("utf-8"), file.name


def test_every_decision_is_in_the_list_of_decisions() -> None:
    folder = ROOT / "docs" / "decisions"
    listed = LINK.findall((folder / "README.md").read_text("utf-8"))
    assert sorted(listed) == sorted(p.name for p in folder.glob("[0-9]*.md"))
