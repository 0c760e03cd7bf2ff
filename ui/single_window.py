"""One window for a data folder: a second start asks the first one to come to the front.

The lock that SQLite holds on the data file is the truth; this only spares the clerk a message. A
socket left by a process that died, an empty lock file or one of another PC keeps nobody out.
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

if TYPE_CHECKING:
    from pathlib import Path

TRIES, WAIT_MS = 3, 150
WORD = b"raise"


def _name(folder: Path) -> str:
    return f"zhijiao-{sha256(str(folder.absolute()).encode()).hexdigest()[:20]}"


class SingleWindow(QObject):
    """Listens for a second start on the same data folder.

    Signals:
        raise_wanted(): somebody started the program again.
    """

    raise_wanted = Signal()

    def __init__(self, folder: Path, parent: QObject) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._answer)
        # Whoever holds the data may listen: what is left of another listener is a dead one's.
        QLocalServer.removeServer(_name(folder))
        self._server.listen(_name(folder))

    def close(self) -> None:
        """Stop listening."""
        self._server.close()

    def _answer(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.disconnected.connect(socket.deleteLater)
            self.raise_wanted.emit()


def raise_other(folder: Path) -> bool:
    """Ask the window that has the folder open to come to the front; whether one answered."""
    for _ in range(TRIES):
        socket = QLocalSocket()
        socket.connectToServer(_name(folder))
        if socket.waitForConnected(WAIT_MS):
            socket.write(WORD)
            socket.waitForBytesWritten(WAIT_MS)
            socket.disconnectFromServer()
            return True
    return False
