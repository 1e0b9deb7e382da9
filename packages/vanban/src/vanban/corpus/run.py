"""Reads a folder with any executor of ``concurrent.futures``: batches go out, tables come back and are written."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from vanban.corpus.batches import Limits, NoReader, Stopped, kill_readers, read_batch
from vanban.corpus.folder import Batch, CorpusError, Store, count, files_of

BATCH = 250
_TRIES = 3

Progress = Callable[[int, int, int], None]


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run left: the files of the folder, those read in this run, and those that could not be used."""

    files: int
    read: int
    errors: int


def read_folder(
    folder: str | os.PathLike[str],
    out: str | os.PathLike[str],
    *,
    workers: int | None = None,
    executor: Executor | None = None,
    batch: int = BATCH,
    limits: Limits | None = None,
    progress: Progress | None = None,
) -> Summary:
    """Read every file under a folder into Parquet tables; what an earlier run has read is not read again.

    Args:
        folder: where the files are; hidden ones are left out.
        out: where ``documents``, ``citations``, ``tasks``, ``figures``, ``findings``, … are written.
        workers: how many files are read at the same time; with an ``executor``, how many batches it takes at once.
        executor: where batches are read: any executor that reaches the folder under the same path, such as
            ``dask.distributed.Client(address).get_executor()``; None reads on this machine.
        batch: files in one part of each table.
        limits: what one file may cost.
        progress: called with the files done, the files in all and those of them that could not be used.

    Raises:
        CorpusError: the folder or ``out`` cannot be used, or the executor is lost; what was read is kept.
        KeyboardInterrupt: stopped; what was read is kept.
    """
    root, place = Path(folder), Path(out)
    limits = limits or Limits()
    files = files_of(root, place)
    if not files:
        raise CorpusError(root, "Thư mục không có tệp nào. Hãy kiểm tra lại đường dẫn.")
    workers = max(1, workers or os.cpu_count() or 1)
    with Store(place, root) as store:
        batches = store.left(files, max(1, batch))
        run = _Run(store, str(root.resolve()), limits, len(files) - count(batches), len(files), progress)
        run.tell()
        if executor is not None:
            run.over(executor, batches, workers)
        else:
            run.here(batches, workers)
        return Summary(len(files), count(batches), store.errors)


class _Run:
    """One run: what is asked for, and how far it is."""

    def __init__(
        self, store: Store, root: str, limits: Limits, done: int, total: int, progress: Progress | None
    ) -> None:
        self._store = store
        self._root = root
        self._limits = limits
        self._done = done
        self._total = total
        self._progress = progress
        self._telling = threading.Lock()

    def tell(self, more: int = 0) -> None:
        """Count files and say how far the run is."""
        with self._telling:
            self._done += more
            if self._progress is not None:
                self._progress(self._done, self._total, self._store.errors)

    def here(self, batches: Sequence[Batch], workers: int) -> None:
        """Read on this machine: threads that each wait for a reader process of their own."""
        stop = threading.Event()
        with ThreadPoolExecutor(workers) as pool:

            def submit(batch: Batch) -> Future[dict[str, Any]]:
                return pool.submit(read_batch, self._root, batch.files, self._limits, lambda: self.tell(1), stop)

            try:
                self._flow(submit, batches, workers, 0)
            except BaseException:
                stop.set()
                pool.shutdown(wait=False, cancel_futures=True)
                kill_readers()
                raise

    def over(self, executor: Executor, batches: Sequence[Batch], workers: int) -> None:
        """Read where the executor does."""

        def submit(batch: Batch) -> Future[dict[str, Any]]:
            return executor.submit(read_batch, self._root, batch.files, self._limits)

        self._flow(submit, batches, workers, 1)

    def _flow(
        self, submit: Callable[[Batch], Future[dict[str, Any]]], batches: Sequence[Batch], workers: int, ahead: int
    ) -> None:
        """Keep the workers busy with ``ahead`` batches each waiting, and write what comes back."""
        waiting: dict[Future[dict[str, Any]], tuple[Batch, int]] = {}
        coming = iter(batches)
        try:
            while True:
                for batch in coming:
                    waiting[submit(batch)] = (batch, 1)
                    if len(waiting) >= workers * (1 + ahead):
                        break
                if not waiting:
                    return
                finished, _ = wait(waiting, return_when=FIRST_COMPLETED)
                for future in finished:
                    batch, tries = waiting.pop(future)
                    tables = self._result(future, tries)
                    if tables is None:
                        waiting[submit(batch)] = (batch, tries + 1)
                        continue
                    self._store.write(batch, tables)
                    self.tell(len(batch.files) if ahead else 0)
        finally:
            for future in waiting:
                future.cancel()

    def _result(self, future: Future[dict[str, Any]], tries: int) -> dict[str, Any] | None:
        """The tables of a batch, or None when its worker was lost and another may try."""
        try:
            return future.result()
        except (CorpusError, Stopped):
            raise
        except NoReader:
            raise CorpusError(
                self._root, "Không khởi động được chương trình đọc trên máy này. Hãy cài lại phần corpus."
            ) from None
        except Exception as error:
            if tries < _TRIES:
                return None
            raise CorpusError(
                self._root,
                f"Mất liên lạc với các máy đọc ({type(error).__name__}). Hãy kiểm tra cụm máy rồi chạy lại cùng lệnh; "
                "những gì đã đọc được giữ nguyên.",
            ) from error


@contextmanager
def cluster(address: str) -> Iterator[tuple[Executor, int]]:
    """The executor of a Dask cluster, and how many batches it reads at once; raises ``CorpusError``."""
    try:
        from dask.distributed import Client
    except ImportError:
        raise CorpusError(
            address, "Máy chưa có phần đọc bằng cụm máy. Hãy cài: pip install 'thuongton[corpus]'."
        ) from None
    try:
        client = Client(address, timeout=15, set_as_default=False)
    except (OSError, ValueError, TimeoutError):
        raise CorpusError(address, "Không kết nối được tới cụm máy. Hãy kiểm tra địa chỉ và mạng.") from None
    with client:
        threads = sum(client.nthreads().values())
        if not threads:
            raise CorpusError(address, "Cụm máy chưa có máy đọc nào. Hãy khởi động các máy đọc rồi chạy lại.")
        with client.get_executor(pure=False, retries=2) as executor:
            yield executor, threads
