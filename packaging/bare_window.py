"""The bare PySide6 window that sizes and start-up times are compared with."""

import sys

from PySide6.QtWidgets import QApplication, QWidget

app = QApplication([])
window = QWidget()
window.resize(1280, 720)
window.show()
sys.exit(app.exec())
