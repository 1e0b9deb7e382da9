"""Scanned papers: pictures of pages read by OCR, with the words marked that a person should look at."""

from __future__ import annotations

import io
import math
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from statistics import fmean
from typing import Any, NoReturn

from vanban.files import allowance, tesseract
from vanban.files.blocks import lay_out
from vanban.files.pdf_flow import blocks_of
from vanban.files.pdf_open import opened_pdf
from vanban.files.pdf_pages import Page, drop_running_lines
from vanban.files.pdf_text import Line, Word
from vanban.files.pdf_white import set_white_tables
from vanban.files.scan_numerals import mend_numerals
from vanban.files.scan_tables import fill_from_words, find_scanned_grids, look_again
from vanban.files.tesseract import Picture, Seen
from vanban.model import Document, Source, UnreadableFile
from vanban.text import clean

DPI = 300
SECOND_DPI = 220  # of the second look at the head
MAX_POINTS = 25_000_000
MAX_PAGES = 300
WORKERS = 2
SURE = 70.0  # words below are marked
SURE_NUMBER = 82.0  # words with digits below are marked
HEAD = 0.42  # the upper part of the first page that is looked at twice
_LOW = frozenset("gpqyjQ,;()/|ạẹịọụựậệộợặỵẠẸỊỌỤỰẬỆỘỢẶỴ")  # letters that reach under the base line
_EMPTY = "Ảnh quét không có chữ nào nhận dạng được. Hãy quét lại rõ hơn, hoặc gửi bản Word hay PDF xuất từ Word."

Progress = Callable[[int, int], None]


def refuse() -> NoReturn:
    """Refuse a scan, for a caller that may not wait for OCR; raises ``UnreadableFile('scan')``."""
    raise UnreadableFile(
        "scan", "Tệp là ảnh quét, không có lớp chữ nên không đọc được. Hãy gửi bản Word hoặc PDF xuất từ Word."
    )


def read_scan(data: bytes, source: Source, progress: Progress | None = None) -> Document:
    """The text of a scanned PDF, page by page, two pages at a time.

    Raises:
        UnreadableFile: unsupported without tesseract and its Vietnamese data; too_large above ``MAX_PAGES`` pages;
            empty when no page holds words; broken when a page cannot be read in time.
    """
    tesseract.require()
    with opened_pdf(data) as pdf:
        count = len(pdf)
    if count > MAX_PAGES:
        raise UnreadableFile(
            "too_large", f"Bản quét có {count} trang, quá {MAX_PAGES} trang. Hãy tách thành nhiều tệp."
        )
    return _document(read_pages(data, range(count), progress), replace(source, pages=count, ocr=True))


def read_pages(data: bytes, indexes: Sequence[int], progress: Progress | None = None) -> list[Page]:
    """Some pages of a PDF, counted from 0, read by OCR; pdfium is held only while a page is drawn."""

    def pictures() -> Iterator[Picture]:
        for index in indexes:
            with opened_pdf(data) as pdf:
                picture = _render(pdf, index)
            yield picture

    pages = _read_pages(pictures(), len(indexes), progress)
    for page, index in zip(pages, indexes, strict=True):
        page.number = index + 1
        for line in page.lines:
            line.page = index + 1
    return pages


def read_image(data: bytes, source: Source, progress: Progress | None = None) -> Document:
    """The text of a picture of pages (png, jpg, tiff); raises like :func:`read_scan`."""
    pictures = _decode(data)
    tesseract.require()
    return _document(
        _read_pages(iter(pictures), len(pictures), progress), replace(source, pages=len(pictures), ocr=True)
    )


def _render(pdf: Any, index: int) -> Picture:
    """A page as a grey picture at 300 dpi, less for a very large sheet."""
    page = pdf[index]
    try:
        width, height = page.get_size()
        scale = min(DPI / 72, math.sqrt(MAX_POINTS / max(width * height, 1)))
        bitmap = page.render(scale=scale, grayscale=True)
        try:
            return Picture(bitmap.width, bitmap.height, _rows(bitmap))
        finally:
            bitmap.close()
    finally:
        page.close()


def _rows(bitmap: Any) -> bytes:
    raw, width, stride = bytes(bitmap.buffer), bitmap.width, bitmap.stride
    if stride == width:
        return raw[: width * bitmap.height]
    return b"".join(raw[row * stride : row * stride + width] for row in range(bitmap.height))


def _decode(data: bytes) -> list[Picture]:
    from PIL import Image, ImageOps, ImageSequence

    pictures: list[Picture] = []
    try:
        with Image.open(io.BytesIO(data), formats=("PNG", "JPEG", "TIFF")) as image:
            for frame in ImageSequence.Iterator(image):
                if frame.width * frame.height > 4 * MAX_POINTS or len(pictures) >= 50:
                    raise UnreadableFile("too_large", "Ảnh quá lớn. Hãy quét lại ở 300 dpi, mỗi trang một ảnh.")
                grey = (ImageOps.exif_transpose(frame) or frame).convert("L")
                if grey.width * grey.height > MAX_POINTS:
                    share = math.sqrt(MAX_POINTS / (grey.width * grey.height))
                    grey = grey.resize((int(grey.width * share), int(grey.height * share)))
                pictures.append(Picture(grey.width, grey.height, grey.tobytes()))
    except UnreadableFile:
        raise
    except Exception as error:  # each format of the library has its own errors for a damaged file
        raise UnreadableFile("broken", "Tệp ảnh bị hỏng, không mở được. Hãy quét hoặc chụp lại.") from error
    return pictures


def _read_pages(pictures: Iterator[Picture], count: int, progress: Progress | None) -> list[Page]:
    """The pages in order; at most ``WORKERS`` programs run, and one more picture waits."""
    allowance.extend(allowance.SCAN_SECONDS * (1 + count))
    pages: list[Page] = []
    waiting: list[Future[Page]] = []
    with ThreadPoolExecutor(WORKERS) as pool:
        try:
            for number, picture in enumerate(pictures, start=1):
                waiting.append(pool.submit(_read_page, picture, number))
                if len(waiting) > WORKERS:
                    pages.append(waiting.pop(0).result())
                    if progress is not None:
                        progress(len(pages), count)
            while waiting:
                pages.append(waiting.pop(0).result())
                if progress is not None:
                    progress(len(pages), count)
        finally:
            for future in waiting:
                future.cancel()
    return pages


def _read_page(picture: Picture, number: int) -> Page:
    words = tesseract.words_of(picture)
    if _mean(words) < 75 or len(words) < 8 or _are_upright(words):
        degrees = tesseract.turn_of(picture)
        if degrees:
            turned = picture.turned(degrees)
            again = tesseract.words_of(turned)
            if _mean(again) > _mean(words) or (_are_upright(words) and not _are_upright(again)):
                picture, words = turned, again
    scale = (595 if picture.width <= picture.height else 842) / picture.width
    agreed = _agreed(picture) if number == 1 else None
    slope = slope_of(words)
    words = [_straight(word, slope) for word in words]
    lines = _lines(words, picture.height, scale, number, agreed, HEAD * picture.height)
    grids = find_scanned_grids(picture, scale, slope)
    size = _usual_size(lines)
    lines = fill_from_words(grids, lines, size)
    look_again(picture, grids, scale, size, slope)
    tables = [(grid.ys[0], grid) for grid in grids]
    return Page(number, picture.width * scale, picture.height * scale, lines, tables, [])


def _usual_size(lines: list[Line]) -> float:
    sizes = sorted(line.size for line in lines)
    return sizes[len(sizes) // 2] if sizes else 12.0


def _mean(words: list[Seen]) -> float:
    return sum(word.sure * len(word.text) for word in words) / max(1, sum(len(word.text) for word in words))


def slope_of(words: list[Seen]) -> float:
    """How much the lines fall for each point to the right: 0 for a straight page, 0.0175 for one degree."""
    by_line: dict[tuple[int, int, int], list[Seen]] = {}
    for word in words:
        by_line.setdefault(word.line, []).append(word)
    above = below = 0.0
    for line in by_line.values():
        flat = [word for word in line if not set(word.text) & _LOW]
        if len(flat) < 2 or flat[-1].left - flat[0].left < 100:
            continue
        x = [word.left + word.width / 2 for word in flat]
        y = [word.top + word.height for word in flat]
        middle, base = fmean(x), fmean(y)
        rise = sum((a - middle) * (b - base) for a, b in zip(x, y, strict=True))
        spread = sum((a - middle) ** 2 for a in x)
        if abs(rise) < 0.06 * spread:
            above += rise
            below += spread
    found = above / below if below else 0.0
    return found if abs(found) > 0.0005 else 0.0


def _straight(word: Seen, slope: float) -> Seen:
    """A word where it would stand on a straight page."""
    if not slope:
        return word
    return replace(
        word,
        left=round(word.left + slope * (word.top + word.height / 2)),
        top=round(word.top - slope * (word.left + word.width / 2)),
    )


def _are_upright(words: list[Seen]) -> bool:
    """Whether most long words run up or down the page: the program reads them, but their places are of no use."""
    long = [word for word in words if len(word.text) >= 4]
    return sum(word.height > word.width for word in long) * 2 > len(long)


def _agreed(picture: Picture) -> frozenset[str]:
    """The words that a second look at the head, at another size, sees as well."""
    top = picture.top(HEAD)
    from PIL import Image

    image = Image.frombytes("L", (top.width, top.height), top.data)
    share = SECOND_DPI / DPI
    small = image.resize((max(1, int(top.width * share)), max(1, int(top.height * share))))
    seen = tesseract.words_of(Picture(small.width, small.height, small.tobytes()), layout=4, dpi=SECOND_DPI)
    return frozenset(clean(word.text).text.strip(".,;:()") for word in seen)


def _lines(
    words: list[Seen], height: int, scale: float, page: int, agreed: frozenset[str] | None, head: float
) -> list[Line]:
    """The words as lines in points from the lower left corner, those not sure marked."""
    by_line: dict[tuple[int, int, int], list[Seen]] = {}
    for word in words:
        if any(c.isalnum() for c in word.text) or word.sure >= 50:
            by_line.setdefault(word.line, []).append(word)
    lines: list[Line] = []
    for seen in by_line.values():
        tall = sorted(word.height for word in seen)[len(seen) // 2]
        base = sorted(word.top + word.height for word in seen)[len(seen) // 2]
        if not any(c.isalnum() for word in seen for c in word.text) and len(seen) < 3:
            continue
        made = []
        for word in sorted(seen, key=lambda word: word.left):
            text = clean(word.text).text
            made.append(
                Word(
                    text,
                    word.left * scale,
                    (word.left + word.width) * scale,
                    (height - base) * scale,
                    tall * scale,
                    _is_sure(word, text, agreed if word.top < head else None),
                )
            )
        lines.append(Line(made, (height - base) * scale, tall * scale, page))
    return sorted(_merged(lines), key=lambda line: -line.y)


def _is_sure(word: Seen, text: str, agreed: frozenset[str] | None) -> bool:
    if any(c.isdigit() for c in text):
        return word.sure >= SURE_NUMBER and (agreed is None or text.strip(".,;:()") in agreed)
    return word.sure >= SURE or not any(c.isalnum() for c in text)


def _merged(lines: list[Line]) -> list[Line]:
    """Pieces that the program saw apart but that stand on one base line side by side."""
    found: list[Line] = []
    for line in sorted(lines, key=lambda line: -line.y):
        last = found[-1] if found else None
        if (
            last is not None
            and abs(last.y - line.y) < 0.4 * min(last.size, line.size)
            and (line.x0 > last.x1 or line.x1 < last.x0)
        ):
            last.words = sorted([*last.words, *line.words], key=lambda word: word.x0)
            last.size = max(last.size, line.size)
        else:
            found.append(line)
    return found


def _document(pages: list[Page], source: Source) -> Document:
    if not any(page.lines or page.tables for page in pages):
        raise UnreadableFile("empty", _EMPTY)
    usual = _usual_size([line for page in pages for line in page.lines])
    for page in pages:
        for line in page.lines:
            if 0.7 * usual < line.size < 1.35 * usual:
                line.size = usual  # boxes of words vary with their letters
    mend_numerals([line for page in pages for line in page.lines])
    asides = drop_running_lines(pages)
    set_white_tables(pages)
    laid = lay_out(blocks_of(pages))
    return Document(laid.text, source, laid.tables, laid.pages, laid.doubtful, tuple(asides))
