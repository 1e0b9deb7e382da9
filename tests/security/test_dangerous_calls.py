"""Calls that let text from outside become a command, code, a template, an object or an address, and their places."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator

import pytest

from sources import modules

PICKLES = {"pickle", "marshal", "shelve", "dill"}
FETCHING = {"urllib.request", "http.client", "requests", "httpx", "aiohttp", "urllib3", "ftplib", "telnetlib", "xmlrpc"}


def called(node: ast.AST) -> str:
    """The name of what a call calls, with its dots; empty for anything else."""
    return ast.unparse(node.func) if isinstance(node, ast.Call) else ""


def imported(node: ast.AST) -> Iterator[str]:
    """The modules that a statement imports."""
    if isinstance(node, ast.Import):
        yield from (one.name for one in node.names)
    elif isinstance(node, ast.ImportFrom) and node.module:
        yield node.module
        yield from (f"{node.module}.{one.name}" for one in node.names)


def asks_a_shell(node: ast.AST) -> bool:
    if called(node) in {"os.system", "os.popen", "subprocess.getoutput", "subprocess.getstatusoutput"}:
        return True
    return isinstance(node, ast.Call) and any(
        one.arg == "shell" and not (isinstance(one.value, ast.Constant) and one.value.value is False)
        for one in node.keywords
    )


def compiles(node: ast.AST) -> bool:
    return called(node) in {"eval", "exec", "compile", "builtins.eval", "builtins.exec"}


def makes_a_template(node: ast.AST) -> bool:
    return called(node).split(".")[-1] in {"Template", "from_string"}


def unpickles(node: ast.AST) -> bool:
    """Of YAML only the events of a text are asked for, one by one: they make no objects and stop at a budget."""
    unsafe = called(node) in {"pickle.load", "pickle.loads", "marshal.loads", "marshal.load", "shelve.open"}
    unsafe |= called(node).startswith("yaml.") and called(node) != "yaml.parse"
    return unsafe or any(one in PICKLES or one.startswith("yaml.") for one in imported(node))


def fetches(node: ast.AST) -> bool:
    return any(one in FETCHING or one.split(".")[0] in FETCHING for one in imported(node))


def where(found: Callable[[ast.AST], bool]) -> set[str]:
    """The modules of the sources in which something is found."""
    return {
        name
        for name, module in modules()
        if any(found(node) for node in ast.walk(ast.parse(module.read_text("utf-8"))))
    }


@pytest.mark.parametrize(
    ("found", "source"),
    [
        (asks_a_shell, "subprocess.run(command, shell=True)"),
        (asks_a_shell, "subprocess.run(command, shell=asked)"),
        (asks_a_shell, "os.system(name)"),
        (compiles, "eval(text)"),
        (makes_a_template, "engines['django'].from_string(text)"),
        (makes_a_template, "Template(text)"),
        (unpickles, "import pickle"),
        (unpickles, "from pickle import loads"),
        (unpickles, "yaml.safe_load(text)"),
        (unpickles, "from yaml import load"),
        (fetches, "import urllib.request"),
        (fetches, "from urllib import request"),
        (fetches, "from requests.sessions import Session"),
    ],
)
def test_what_is_found(found: Callable[[ast.AST], bool], source: str) -> None:
    assert any(found(node) for node in ast.walk(ast.parse(source)))
    assert not any(
        found(node)
        for node in ast.walk(ast.parse("from urllib.parse import urlsplit\nrun(['a'], shell=False)\nyaml.parse(text)"))
    )


def test_no_shell_is_asked() -> None:
    assert where(asks_a_shell) == set()


def test_code_is_compiled_in_one_place_only() -> None:
    assert where(compiles) == {"thuongton/rules/python.py"}


def test_no_template_is_made_of_a_string() -> None:
    assert where(makes_a_template) == set()


def test_objects_are_unpickled_from_our_own_processes_only() -> None:
    outside = {module for module in where(unpickles) if not module.startswith("vanban/apart/")}
    assert outside == set()


def test_nothing_fetches_an_address() -> None:
    assert where(fetches) == set()
