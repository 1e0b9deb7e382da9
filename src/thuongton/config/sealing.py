"""Sealing a stream of bytes with a passphrase, so that it can be carried away: scrypt for the key, AES-GCM in pieces.

The file begins with :data:`MAGIC` and one line of JSON that names the parameters (cost of the key, salt, size of a
piece); both are part of what every piece is checked against. A piece is sealed with a number of its own (seven bytes
that are the file's, four that count, one that marks the last), so that pieces cannot be left out, moved, or cut off at
the end without its being seen (the STREAM construction of Hoang, Reyhanitabar, Rogaway and Vizár, 2015).
"""

from __future__ import annotations

import json
import secrets
from pathlib import Path
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

MAGIC = b"thuongton-sealed/1\n"
COST, BLOCK, LANES = 2**17, 8, 1
"""Of scrypt: 128 MB and about half a second for one guess, as OWASP advises."""
DEAREST = 2**20
PIECE = 1024 * 1024
TAG = 16
SHORTEST = 12
LONGEST_HEAD = 4096


class Unopened(Exception):
    """What was sealed cannot be opened; the message is one Vietnamese sentence."""


def read_passphrase(path: Path) -> bytes:
    """The passphrase in a file: all of it but line ends at its end. Raises Unopened with one sentence."""
    try:
        text = path.read_bytes().rstrip(b"\r\n")
    except OSError as error:
        raise Unopened(f"không đọc được tệp mật khẩu {path} ({error.strerror}).") from error
    if len(text) < SHORTEST:
        raise Unopened(f"mật khẩu trong {path} ngắn hơn {SHORTEST} ký tự; hãy đặt mật khẩu dài hơn.")
    return text


def _cipher(passphrase: bytes, salt: bytes, cost: int, block: int, lanes: int) -> AESGCM:
    return AESGCM(Scrypt(salt=salt, length=32, n=cost, r=block, p=lanes).derive(passphrase))


def _nonce(own: bytes, number: int, *, last: bool) -> bytes:
    return own + number.to_bytes(4, "big") + (b"\x01" if last else b"\x00")


class Sealing:
    """A stream to write into: what is written goes to ``out`` sealed. Nothing is whole before :meth:`close`."""

    def __init__(self, out: BinaryIO, passphrase: bytes) -> None:
        salt, self.own = secrets.token_bytes(16), secrets.token_bytes(7)
        parameters = {
            "cipher": "AES-256-GCM",
            "kdf": "scrypt",
            "n": COST,
            "r": BLOCK,
            "p": LANES,
            "salt": salt.hex(),
            "own": self.own.hex(),
            "piece": PIECE,
        }
        self.out, self.number, self.waiting = out, 0, bytearray()
        self.head = MAGIC + json.dumps(parameters).encode() + b"\n"
        self.cipher = _cipher(passphrase, salt, COST, BLOCK, LANES)
        out.write(self.head)

    def write(self, data: bytes) -> int:
        """Take bytes; whole pieces are sealed and written on."""
        self.waiting += data
        while len(self.waiting) > PIECE:  # a whole piece waits until it is known not to be the last
            self._seal(bytes(self.waiting[:PIECE]), last=False)
            del self.waiting[:PIECE]
        return len(data)

    def flush(self) -> None:
        """Nothing: a piece is written when it is full."""

    def close(self) -> None:
        """Seal what is left as the last piece."""
        self._seal(bytes(self.waiting), last=True)
        self.waiting.clear()

    def _seal(self, piece: bytes, *, last: bool) -> None:
        self.out.write(self.cipher.encrypt(_nonce(self.own, self.number, last=last), piece, self.head))
        self.number += 1


def is_sealed(source: Path) -> bool:
    """Whether a file begins as a sealed one does."""
    with source.open("rb") as stream:
        return stream.read(len(MAGIC)) == MAGIC


class Opening:
    """A stream to read from: what comes out of ``source`` was sealed with this passphrase and is unchanged.

    Raises Unopened with one sentence for another passphrase, and for a file that was changed or cut short.
    """

    SENTENCE = "mật khẩu không đúng, hoặc bản sao lưu đã hỏng hay bị cắt ngắn; chưa thay đổi gì."

    def __init__(self, source: BinaryIO, passphrase: bytes) -> None:
        self.source, self.number, self.ready, self.ended = source, 0, b"", False
        line = source.readline(LONGEST_HEAD) + source.readline(LONGEST_HEAD)
        try:
            given = json.loads(line.removeprefix(MAGIC))
            salt, self.own = bytes.fromhex(given["salt"]), bytes.fromhex(given["own"])
            cost, block, lanes, self.piece = (int(given[name]) for name in ("n", "r", "p", "piece"))
            fit = 2 <= cost <= DEAREST and 1 <= block <= BLOCK and 1 <= lanes <= 4 and 1 <= self.piece <= 64 * PIECE
            if not fit or len(self.own) != 7 or not line.startswith(MAGIC):
                raise ValueError(given)
            self.cipher = _cipher(passphrase, salt, cost, block, lanes)
        except (ValueError, KeyError, TypeError, OverflowError, MemoryError) as error:
            raise Unopened(self.SENTENCE) from error
        self.head = line
        self.next = source.read(self.piece + TAG)

    def read(self, size: int = -1) -> bytes:
        """The next bytes, at most ``size``; none at the end."""
        while not self.ended and (size < 0 or len(self.ready) < size):
            self._open()
        cut = len(self.ready) if size < 0 else size
        given, self.ready = self.ready[:cut], self.ready[cut:]
        return given

    def _open(self) -> None:
        sealed, self.next = self.next, self.source.read(self.piece + TAG)
        last = not self.next
        try:
            self.ready += self.cipher.decrypt(_nonce(self.own, self.number, last=last), sealed, self.head)
        except InvalidTag as error:
            raise Unopened(self.SENTENCE) from error
        self.number, self.ended = self.number + 1, last
