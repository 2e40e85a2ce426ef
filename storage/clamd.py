"""A virus scanner that speaks clamd's INSTREAM protocol (clamd(8)), asked over TCP.

The command, then pieces, each behind its length as four bytes in network order; a length of zero
ends the stream, and one line answers.
"""

import re
import socket
import struct
from dataclasses import dataclass
from typing import BinaryIO

PIECE = 256 * 1024
SECONDS = 60.0
MAX_REPLY = 1024


class ScannerUnavailable(Exception):
    """The scanner does not answer, or not with a finding."""


@dataclass(frozen=True)
class Finding:
    """`scanned`: False for a file longer than the scanner takes; `virus`: its name, if any."""

    scanned: bool
    virus: str | None = None


def scan(file: BinaryIO, address: str, *, seconds: float = SECONDS) -> Finding:
    """Send the file to the scanner at `host:port`; raises `ScannerUnavailable`."""
    host, _, port = address.rpartition(":")
    try:
        with socket.create_connection((host, int(port)), timeout=seconds) as line:
            try:
                _send(line, file)
                return _finding(_reply(line))
            except (BrokenPipeError, ConnectionResetError):
                # It stopped listening in the middle, which is how it ends what is too long.
                return Finding(scanned=False)
    except OSError as error:
        raise ScannerUnavailable(str(error)) from None


def _send(line: socket.socket, file: BinaryIO) -> None:
    line.sendall(b"zINSTREAM\0")
    while piece := file.read(PIECE):
        line.sendall(struct.pack(">I", len(piece)) + piece)
    line.sendall(struct.pack(">I", 0))


def _reply(line: socket.socket) -> str:
    reply = b""
    while not reply.endswith(b"\0") and len(reply) < MAX_REPLY:
        piece = line.recv(MAX_REPLY)
        if not piece:
            break
        reply += piece
    return reply.rstrip(b"\0\n").decode("utf-8", "replace")


def _finding(reply: str) -> Finding:
    if reply == "stream: OK":
        return Finding(scanned=True)
    if found := re.fullmatch(r"stream: (.+) FOUND", reply):
        return Finding(scanned=True, virus=found[1])
    if "size limit exceeded" in reply:
        return Finding(scanned=False)
    raise ScannerUnavailable(reply or "It hung up.")
