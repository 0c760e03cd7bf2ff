"""One window for a data folder: a second start asks the first one to come to the front.

It may name a file of the product's own kinds, which the clerk opened by a double click.

The lock that SQLite holds on the data file is the truth; this only spares the clerk a message. A
socket left by a process that died, an empty lock file or one of another PC keeps nobody out.
"""

from __future__ import annotations

import os
from functools import partial
from hashlib import sha256
from pathlib import Path

import shiboken6
from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from models.safekeeping import this_pc

TRIES, WAIT_MS = 3, 150
PATIENCE_MS = 5000  # for a name to arrive; more than a second start lives
LONGEST_NAME = 8192  # bytes of a path; more is not read


def _name(folder: Path, secret: str) -> str:
    """Return the socket's name: another user of the PC cannot tell it, and not take it first."""
    return f"zhijiao-{sha256(f'{folder.absolute()}{secret}'.encode()).hexdigest()[:20]}"


class SingleWindow(QObject):
    """Listens for a second start on the same data folder.

    Signals:
        raise_wanted(object): somebody started the program again, to open this file (None for none).
    """

    raise_wanted = Signal(object)  # a str would lose a name that is not UTF-8

    def __init__(self, folder: Path, parent: QObject) -> None:
        super().__init__(parent)
        self._is_closed = False
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._answer)
        # Whoever holds the data may listen: what is left of another listener is a dead one's.
        name = _name(folder, this_pc.secret(folder))
        QLocalServer.removeServer(name)
        self._server.listen(name)

    def close(self) -> None:
        """Stop listening; a name that is still on its way comes to nothing."""
        self._is_closed = True
        self._server.close()

    def _answer(self) -> None:
        """The other side writes a name and goes; on a busy PC that takes its time."""
        while (socket := self._server.nextPendingConnection()) is not None:
            if socket.state() is QLocalSocket.LocalSocketState.UnconnectedState:
                self._take(socket)
                continue
            socket.disconnected.connect(partial(self._take, socket))
            # Who says nothing for so long is no second start of ours, and raises nothing.
            QTimer.singleShot(PATIENCE_MS, socket, partial(_drop, socket))

    def _take(self, socket: QLocalSocket) -> None:
        if not shiboken6.isValid(self) or not shiboken6.isValid(socket):
            return  # the window is gone, and its sockets with it
        name = bytes(socket.read(LONGEST_NAME).data())
        socket.deleteLater()
        if not self._is_closed:
            self.raise_wanted.emit(Path(os.fsdecode(name)) if name else None)


def _drop(socket: QLocalSocket) -> None:
    socket.disconnected.disconnect()
    socket.deleteLater()


def raise_other(folder: Path, file: Path | None = None) -> bool:
    """Ask the window that has the folder open to come to the front; whether one answered.

    Args:
        folder: the data folder.
        file: what the clerk wants to open with it.
    """
    name = _name(folder, this_pc.read(folder).secret)
    for _ in range(TRIES):
        socket = QLocalSocket()
        socket.connectToServer(name)
        if socket.waitForConnected(WAIT_MS):
            socket.write(os.fsencode(file.absolute()) if file else b"")
            socket.waitForBytesWritten(WAIT_MS)
            socket.disconnectFromServer()
            return True
    return False
