"""Page, fonts and table styles of a Word document: black on white, tints that survive a photocopier."""

from typing import Any

from docx.enum.section import WD_ORIENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor

INK = "16323E"
ACCENT = "1B6B69"
TINT = "E4EFEE"
RULE = "B9CBCB"
WIDTH, HEIGHT, MARGIN = 29.7, 21.0, 1.5
"""Centimetres of an A4 sheet on its side."""
FONT = "Calibri"
"""On every Word; LibreOffice has Carlito, of the same widths."""
GRID = "Jalon Table"
_SIZES = (
    ("Normal", 10.5, INK, False),
    ("Title", 26, INK, True),
    ("Subtitle", 12, ACCENT, False),
    ("Heading 1", 16, ACCENT, True),
    ("Heading 2", 13, INK, True),
    ("Heading 3", 11, INK, True),
    ("Header", 9, ACCENT, False),
    ("Footer", 9, INK, False),
)
_SPACES = {
    "Normal": (0, 4),
    "Title": (0, 2),
    "Subtitle": (0, 6),
    "Heading 1": (13, 5),
    "Heading 2": (12, 4),
    "Heading 3": (10, 3),
}
"""Points before and after."""
LANGUAGES = {"fr": "fr-FR", "en": "en-GB"}


def set_page(section: Any) -> None:
    """A4 landscape."""
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(WIDTH), Cm(HEIGHT)
    for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
        setattr(section, side, Cm(MARGIN))
    section.header_distance = section.footer_distance = Cm(0.8)


def set_styles(word: Any, language: str) -> None:
    """Fonts, colours, spaces, language; and the style of tables."""
    for name, size, colour, bold in _SIZES:
        _set_style(word.styles[name], size, colour, bold=bold)
    for name, (before, after) in _SPACES.items():
        paragraph = word.styles[name].paragraph_format
        paragraph.space_before, paragraph.space_after = Pt(before), Pt(after)
    for rule in word.styles["Title"].element.findall(f".//{qn('w:pBdr')}"):
        rule.getparent().remove(rule)
    for item in word.styles.element.iter(qn("w:lang")):
        item.set(qn("w:val"), LANGUAGES[language])
    word.styles.element.append(parse_xml(_TABLE_STYLE))
    boxes = word.styles["List Bullet"].paragraph_format
    boxes.space_after = Pt(2)


def _set_style(style: Any, size: float, colour: str, *, bold: bool) -> None:
    style.font.name, style.font.size, style.font.bold, style.font.italic = FONT, Pt(size), bold, False
    style.font.color.rgb = RGBColor.from_string(colour)
    properties = style.element.get_or_add_rPr()
    fonts = properties.get_or_add_rFonts()
    for slot in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{slot}"), None)
    for slot in ("hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{slot}"), FONT)
    for spacing in properties.findall(qn("w:spacing")):
        properties.remove(spacing)


_TABLE_STYLE = f"""
<w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="JalonTable">
  <w:name w:val="{GRID}"/>
  <w:basedOn w:val="TableNormal"/>
  <w:uiPriority w:val="59"/>
  <w:pPr><w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/></w:pPr>
  <w:tblPr>
    <w:tblBorders>
      <w:top w:val="single" w:sz="8" w:space="0" w:color="{ACCENT}"/>
      <w:bottom w:val="single" w:sz="8" w:space="0" w:color="{ACCENT}"/>
      <w:insideH w:val="single" w:sz="4" w:space="0" w:color="{RULE}"/>
      <w:insideV w:val="single" w:sz="4" w:space="0" w:color="{RULE}"/>
    </w:tblBorders>
    <w:tblCellMar>
      <w:top w:w="50" w:type="dxa"/><w:left w:w="85" w:type="dxa"/>
      <w:bottom w:w="50" w:type="dxa"/><w:right w:w="85" w:type="dxa"/>
    </w:tblCellMar>
  </w:tblPr>
</w:style>
"""
