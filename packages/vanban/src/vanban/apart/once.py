"""A process for one call, where none can be forked: the request stands in standard input, the answer in the output."""

from __future__ import annotations

import importlib
import os
import pickle
import sys
import tempfile

from vanban.apart.frames import HEAD, frame
from vanban.apart.nursery import outcome
from vanban.files import allowance


def main() -> int:
    """Do what is asked for and answer."""
    answers = os.fdopen(os.dup(1), "wb")
    with open(os.devnull, "wb") as nowhere:  # noqa: PTH123 - what a library prints must not stand in the answer
        os.dup2(nowhere.fileno(), 1)
    (length,) = HEAD.unpack(sys.stdin.buffer.read(HEAD.size))
    asked = pickle.loads(sys.stdin.buffer.read(length))  # noqa: S301 - from the caller, who may ask for anything
    tempfile.tempdir = asked["folder"]
    function = getattr(importlib.import_module(asked["module"]), asked["name"])
    allowance.hold(asked["seconds"], asked["memory"], lambda seconds: None)
    answers.write(frame(outcome(function, asked, None)))
    answers.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
