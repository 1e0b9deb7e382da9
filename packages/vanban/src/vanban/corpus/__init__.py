"""Reads a whole folder into Parquet tables, in batches, on this machine or on a cluster; needs the extra ``corpus``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vanban.lazily import tell

if TYPE_CHECKING:
    from vanban.corpus.batches import InlineExecutor, Limits, read_batch
    from vanban.corpus.run import CorpusError, Summary, read_folder

__all__ = ["CorpusError", "InlineExecutor", "Limits", "Summary", "read_batch", "read_folder"]

tell(
    __name__,
    {
        "CorpusError": "vanban.corpus.run",
        "InlineExecutor": "vanban.corpus.batches",
        "Limits": "vanban.corpus.batches",
        "Summary": "vanban.corpus.run",
        "read_batch": "vanban.corpus.batches",
        "read_folder": "vanban.corpus.run",
    },
)
