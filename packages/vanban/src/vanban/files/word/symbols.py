"""Signs that Word prints from fonts of symbols (``sym``): boxes, ticks, arrows, bullets."""

from __future__ import annotations

BOX, TICKED = "☐", "☒"
"""A check box (ô đánh dấu): empty, ticked."""
_WINGDINGS = {
    0x6C: "●", 0x6E: "■", 0x6F: BOX, 0x70: BOX, 0x71: BOX, 0x72: BOX, 0xA7: "▪", 0xA8: BOX, 0xD8: "➢", 0xDF: "←",
    0xE0: "→", 0xE8: "→", 0xF0: "⇨", 0xFB: "✗", 0xFC: "✓", 0xFD: TICKED, 0xFE: TICKED, 0x76: "❖",
}  # fmt: skip
_WINGDINGS_2 = {0x4F: "✗", 0x50: "✓", 0x51: TICKED, 0x52: TICKED, 0x53: TICKED, 0x54: TICKED, 0xA3: BOX, 0x30: BOX}
_SYMBOL = {0xB7: "•", 0x2D: "-", 0xB0: "°", 0xB1: "±", 0xB3: "≥", 0xA3: "≤", 0xAE: "→", 0xB4: "×", 0xB8: "÷", 0xD7: "·"}
_FONTS = {"wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2, "symbol": _SYMBOL}


def symbol(font: str | None, code: str | None) -> str:
    """The sign of a font of symbols, or of any other font; an empty text for what is not known."""
    try:
        value = int(code or "", 16)
    except ValueError:
        return ""
    low = value - 0xF000 if 0xF000 <= value <= 0xF0FF else value
    signs = _FONTS.get((font or "").casefold())
    if signs is not None:
        return signs.get(low, "")
    return chr(low) if 0x20 <= low < 0xD800 else ""
