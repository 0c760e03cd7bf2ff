"""The look: palette, fonts, sizes. One object for every widget; its scale applies at once."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette

import resources

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

DESK, PAPER, INK, SOFT = "#E9ECF0", "#FFFFFF", "#1D2430", "#5B6472"
LINE, RAIL = "#D3D9E1", "#F6F7F9"
ACCENT, ACCENT_SOFT = "#1B5A9E", "#E6EFF8"
GOOD, GOOD_SOFT = "#1E6B3A", "#E3F2E8"
MIND, MIND_SOFT = "#8A5200", "#FCF0DC"
BAD, BAD_SOFT = "#A3211A", "#FBE6E4"
NEUTRAL_SOFT = "#EEF0F3"
HINT = "#6B7380"  # placeholders in empty cells; never the only sign of anything
MARK = "#FFE08A"  # behind what a search found
DISABLED = "#858D99"  # what cannot be used just now; no rule of contrast binds it

IS_FREETYPE = sys.platform.startswith("linux")
SANS, SERIF = "Noto Sans SC", "Noto Serif SC"
BASE_PX = 15
SCALES = (100, 125, 150, 175, 200)

_STYLE = """
QDialogButtonBox, QMessageBox {{ dialogbuttonbox-buttons-have-icons: 0; }}
QMainWindow, QDialog, QMessageBox {{ background: {paper}; }}
#desk {{ background: {desk}; }}
#bar, #statusLine {{ background: {paper}; }}
#bar {{ border-bottom: 1px solid {line}; }}
#statusLine {{ border-top: 1px solid {line}; }}
#rail {{ background: {rail}; border-right: 1px solid {line}; }}
#panel {{ background: {paper}; }}
#panelArea {{ background: {paper}; border: none; border-left: 1px solid {line}; }}
#revision {{ background: {mind_soft}; border-bottom: 1px solid {line}; }}
#fault {{ color: {bad}; font-size: {small}px; }}
#findings {{ background: {paper}; border-top: 1px solid {line}; }}
#soft, #soft * {{ color: {soft}; }}
#small {{ color: {soft}; font-size: {small}px; }}
#heading {{ font-size: {heading}px; font-weight: bold; }}
#display {{ font-size: {display}px; }}
#sentence {{ font-size: {sentence}px; }}
#card {{ background: {paper}; border: 1px solid {line}; border-radius: {radius}px; }}
#quote {{ background: {rail}; border-left: 3px solid #B9C1CC; padding: {half}px {pad}px; }}
#paper {{ background: {paper}; border: 1px solid {line}; }}
#paperLabel {{ font-size: {label}px; }}
#paperTitle {{ font-family: "{serif}"; font-size: {display}px; font-weight: bold; }}
QLineEdit#paperHead {{ border: none; border-radius: 0; border-bottom: 1px dotted #9AA2AE;
  padding: 0; min-height: {head}px; }}
QLineEdit#paperHead:focus {{ border-bottom: 2px solid {accent}; }}
#sheet {{ border: 1px solid {ink}; border-radius: 0; gridline-color: {ink}; }}
#months {{ border: none; gridline-color: #EEF0F3; }}
#saved {{ color: {good}; }}
#unsaved {{ color: {bad}; font-weight: bold; }}
QPushButton {{ background: {paper}; border: 1px solid {line}; border-radius: {radius}px;
  padding: {half}px {pad}px; min-height: {row}px; }}
QPushButton:hover {{ background: {accent_soft}; }}
QPushButton:focus {{ border: 2px solid {accent}; }}
QPushButton:disabled {{ color: {disabled}; background: {rail}; }}
QPushButton#primary {{ background: {accent}; color: {paper}; border-color: {accent}; }}
QPushButton#primary:hover {{ background: #174E89; }}
QPushButton#primary:focus {{ border: 2px solid {ink}; }}
QPushButton#primary:disabled {{ background: #9DB4CD; border-color: #9DB4CD; }}
QPushButton#rail {{ background: transparent; border: 1px solid transparent; text-align: left;
  min-height: {rail_row}px; padding: 0 {pad}px; }}
QPushButton#rail:hover {{ background: #EAEDF1; }}
QPushButton#rail:checked {{ background: {accent_soft}; color: {accent}; font-weight: bold; }}
QPushButton#rail:focus {{ border: 1px solid {accent}; }}
QPushButton#noticeChooser {{ border: 1px solid transparent; border-radius: 11px;
  background: {rail}; color: {soft}; padding: 2px 24px 2px {pad}px; min-height: 0; }}
QPushButton#noticeChooser::menu-indicator {{ subcontrol-origin: padding;
  subcontrol-position: center right; right: 8px; }}
QPushButton#noticeChooser:hover {{ color: {accent}; }}
QPushButton#noticeChooser:focus {{ border: 1px solid {accent}; }}
QPushButton#choice {{ padding: {third}px 0; border-radius: 4px; min-height: {row}px; }}
QPushButton#choice:checked {{ background: {accent_soft}; color: {accent}; border-color: {accent};
  font-weight: bold; }}
QPushButton#choice[shortfall="true"]:checked {{ background: {bad_soft}; color: {bad};
  border-color: {bad}; }}
QPushButton#month {{ padding: 0; min-height: {month}px; }}
QPushButton#month[current="true"] {{ border: 2px solid {accent}; }}
QPushButton#month:disabled {{ background: {desk}; }}
QPushButton#tab {{ border: 1px solid transparent; border-radius: {tab_radius}px; color: {soft};
  background: transparent; padding: {third}px {half}px; }}
QPushButton#tab[state="good"] {{ background: {good_soft}; color: {good}; }}
QPushButton#tab[state="accent"] {{ background: {accent_soft}; color: {accent}; }}
QPushButton#tab[state="bad"] {{ background: {bad_soft}; color: {bad}; }}
QPushButton#tab[state="mind"] {{ background: {mind_soft}; color: {mind}; }}
QPushButton#tab:checked {{ background: {accent}; color: {paper}; font-weight: bold; }}
QPushButton#tab:focus {{ border: 1px solid {ink}; }}
QPushButton#link {{ border: none; color: {accent}; background: transparent; padding: 0 {half}px;
  min-height: 0; text-align: left; }}
QPushButton#flush {{ border: none; color: {accent}; background: transparent; padding: 0;
  min-height: 0; text-align: left; }}
QPushButton#flush:hover, QPushButton#flush:focus,
QPushButton#link:hover, QPushButton#link:focus {{ text-decoration: underline; }}
QLineEdit, QPlainTextEdit, QListWidget, QTableView {{
  background: {paper}; border: 1px solid {line}; border-radius: 4px;
  selection-background-color: #BCD3EC; selection-color: {ink}; }}
QLineEdit {{ padding: {third}px {half}px; min-height: {row}px; }}
QLineEdit:disabled {{ color: {disabled}; background: {rail}; }}
QLineEdit:focus, QPlainTextEdit:focus, QListWidget:focus {{ border: 1px solid {accent}; }}
QComboBox {{ background: {paper}; border: 1px solid {line}; border-radius: 4px;
  padding: {third}px {half}px; min-height: {row}px; }}
QComboBox:hover, QComboBox:focus, QComboBox:on {{ border: 1px solid {accent}; }}
QComboBox:disabled {{ color: {disabled}; background: {rail}; }}
QComboBox::drop-down {{ border: none; width: {pad}px; }}
QComboBox QAbstractItemView {{ background: {paper}; selection-background-color: {accent_soft};
  selection-color: {ink}; }}
QListWidget {{ border: none; border-radius: 0; border-right: 1px solid {line}; }}
QListWidget::item {{ padding: 2px; border: 2px solid transparent; }}
QListWidget::item:selected {{ background: {accent_soft}; border: 2px solid {accent};
  color: {ink}; }}
QTabWidget::pane {{ border: 1px solid {line}; border-radius: 4px; top: -1px; }}
QTabBar::tab {{ background: {rail}; color: {soft}; border: 1px solid {line};
  border-bottom: none; border-top-left-radius: 6px; border-top-right-radius: 6px;
  padding: {third}px {pad}px; margin-right: 4px; }}
QTabBar::tab:selected {{ background: {paper}; color: {accent}; font-weight: bold; }}
QTabBar::tab:hover {{ color: {accent}; }}
QTabBar::tab:focus {{ color: {accent}; text-decoration: underline; }}
QScrollArea {{ border: none; background: transparent; }}
QToolTip {{ background: {ink}; color: {paper}; border: none; padding: 4px; }}
QMenu {{ background: {paper}; border: 1px solid {line}; padding: 4px; }}
QMenu::item {{ padding: {third}px {pad}px; }}
QMenu::item:selected {{ background: {accent_soft}; }}
QMenu::item:disabled {{ color: {disabled}; }}
QScrollBar:vertical {{ background: transparent; width: {half}px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: {half}px; margin: 0; }}
QScrollBar::handle {{ background: #B4BCC7; border-radius: 4px; min-height: 32px; min-width: 32px; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QHeaderView::section {{ background: {paper}; border: none; border-bottom: 1px solid {line};
  color: {soft}; padding: 2px {third}px; }}
QHeaderView#sheetHead::section {{ border: none; border-right: 1px solid {ink};
  border-bottom: 1px solid {ink}; color: {ink}; padding: 2px 0; }}
QTableCornerButton::section {{ background: {paper}; border: none; }}
QProgressBar {{ border: 1px solid {line}; border-radius: 4px; text-align: center;
  background: {paper}; color: {ink}; }}
QProgressBar::chunk {{ background: #9DB4CD; border-radius: 3px; }}
"""


class Theme(QObject):
    """Sizes and fonts at the clerk's scale; ``changed`` tells widgets that draw for themselves."""

    changed = Signal()

    def __init__(self, app: QApplication) -> None:
        super().__init__()
        self._app = app
        self.scale = 100
        for name in ("NotoSansSC-Standard", "NotoSerifSC-Standard"):
            QFontDatabase.addApplicationFont(str(resources.path(f"fonts/{name}.ttf")))
        app.setPalette(_palette())

    def load_rare_font(self) -> None:
        """Load the characters beyond the everyday ones; done when the window stands."""
        QFontDatabase.addApplicationFont(str(resources.path("fonts/NotoSerifSC-Rare.ttf")))

    def apply(self, scale: int) -> None:
        """Set the scale in percent and restyle everything at once."""
        self.scale = scale
        self._app.setFont(self.font(BASE_PX))
        self._app.setStyleSheet(self._style_sheet())
        self.changed.emit()

    def px(self, length: float) -> int:
        """Return a length given at 100 % in px at the clerk's scale."""
        return round(length * self.scale / 100)

    def font(self, size: float, family: str = SANS, *, bold: bool = False) -> QFont:
        """Return a font of ``size`` px at 100 %."""
        font = QFont()
        font.setFamilies([family, SERIF, "Noto Serif SC Rare"])
        font.setPixelSize(max(1, self.px(size)))
        font.setBold(bold)
        if IS_FREETYPE:  # our fonts carry no hints: it would work some out for every glyph
            font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        return font

    def _style_sheet(self) -> str:
        return _STYLE.format(
            sans=SANS,
            serif=SERIF,
            base=self.px(BASE_PX),
            small=self.px(13),
            heading=self.px(18),
            display=self.px(26),
            sentence=self.px(20),
            label=self.px(16),
            head=self.px(24),
            good=GOOD,
            third=self.px(4),
            half=self.px(8),
            pad=self.px(12),
            row=self.px(20),
            rail_row=self.px(38),
            radius=self.px(6),
            desk=DESK,
            paper=PAPER,
            ink=INK,
            soft=SOFT,
            disabled=DISABLED,
            line=LINE,
            rail=RAIL,
            accent=ACCENT,
            accent_soft=ACCENT_SOFT,
            mind_soft=MIND_SOFT,
            mind=MIND,
            bad=BAD,
            bad_soft=BAD_SOFT,
            good_soft=GOOD_SOFT,
            month=self.px(58),
            tab_radius=self.px(15),
        )


def _palette() -> QPalette:
    palette = QPalette()
    roles = {
        QPalette.ColorRole.Window: PAPER,
        QPalette.ColorRole.Base: PAPER,
        QPalette.ColorRole.Text: INK,
        QPalette.ColorRole.WindowText: INK,
        QPalette.ColorRole.ButtonText: INK,
        QPalette.ColorRole.Highlight: ACCENT,
        QPalette.ColorRole.HighlightedText: PAPER,
        QPalette.ColorRole.PlaceholderText: HINT,
    }
    for role, colour in roles.items():
        palette.setColor(role, QColor(colour))
    return palette
