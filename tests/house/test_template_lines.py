"""A template has one element a line: no line is longer than a reader's screen, but in files still to be rewritten."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PLATFORM = ROOT / "src" / "thuongton"
LONGEST = 140
STILL_LONG = Path(__file__).with_name("long_templates.txt")
"""Files with longer lines and how many each has; a number only falls, and a file without any leaves the list."""


def long_lines() -> dict[str, int]:
    """How many lines of each template are too long, where there are any."""
    found = {}
    for path in sorted(PLATFORM.rglob("templates/**/*.html")):
        number = sum(len(line) > LONGEST for line in path.read_text("utf-8").splitlines())
        if number:
            found[str(path.relative_to(PLATFORM))] = number
    return found


def _listed() -> dict[str, int]:
    rows = (line.split() for line in STILL_LONG.read_text("utf-8").splitlines() if line)
    return {name: int(number) for number, name in rows}


def test_no_template_has_more_long_lines_than_it_had() -> None:
    listed = _listed()
    wrong = [f"{name}: {number}" for name, number in long_lines().items() if number > listed.get(name, 0)]
    assert not wrong, f"dòng mẫu trang dài quá {LONGEST} ký tự:\n" + "\n".join(wrong)


def test_a_file_without_long_lines_leaves_the_list() -> None:
    done = sorted(set(_listed()) - set(long_lines()))
    assert not done, f"bỏ khỏi {STILL_LONG.name} (python {Path(__file__).relative_to(ROOT)} ghi lại):\n" + "\n".join(
        done
    )


if __name__ == "__main__":
    listed = _listed()
    rows = [f"{min(number, listed[name])} {name}\n" for name, number in long_lines().items() if name in listed]
    STILL_LONG.write_text("".join(rows), "utf-8")
