"""Reads a whole folder into Parquet tables, in batches, on this machine or on a cluster; needs the extra ``corpus``."""

from __future__ import annotations

from vanban.corpus.batches import InlineExecutor, Limits, read_batch
from vanban.corpus.run import CorpusError, Summary, read_folder

__all__ = ["CorpusError", "InlineExecutor", "Limits", "Summary", "read_batch", "read_folder"]
