"""The charts of a draft as drawings that stand alone: no script, no other file, one for light and one for dark."""

import sys
from types import ModuleType
from typing import Any, Literal, get_args

from fastapi import Request, Response

from assistant.errors import NotFoundError
from assistant.language.typography import span
from assistant.models.terms import Language
from assistant.web.pages.desk.charts import Chart, Name, chart
from assistant.web.pages.desk.doors import desk_router, number
from assistant.web.pages.rendering import language_of
from assistant.web.people import person_of
from assistant.web.running import running

router = desk_router()
Theme = Literal["light", "dark"]
_COLOURS: dict[Theme, dict[str, Any]] = {
    # The colours of pages.css; the second of a pair differs in lightness too.
    "light": {
        "ink": "#152733",
        "quiet": "#4e606a",
        "line": "#dfdad2",
        "bars": ("#1b6a67", "#e0b06f"),
        "in": ("#ffffff", "#152733"),
    },
    "dark": {
        "ink": "#f3f0ec",
        "quiet": "#a9b4bb",
        "line": "#32424a",
        "bars": ("#5fc9be", "#d9a55c"),
        "in": ("#0c1a20", "#0c1a20"),
    },
}
_FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Liberation Sans', sans-serif"
_WIDTH, _EACH, _AROUND = 460, 30, 64
_ROOM = 0.18
"""Share of the longest bar that takes what is written in it."""


@router.get("/{module}/charts/{name}-{theme}.svg")
async def drawn(request: Request, module: str, name: str, theme: str) -> Response:
    """A chart of one version."""
    known = next((one for one in get_args(Name) if one == name), None)
    colours = next((one for one in get_args(Theme) if one == theme), None)
    if known is None or colours is None:
        raise NotFoundError("there is no such chart", "il n’y a pas de tel graphique")
    language = language_of(request)
    version = number(request.query_params.get("version"))
    opened = await running().desk.open(await person_of(request), module, version)
    found = chart(known, opened.module, language)
    # A version never changes: what was drawn of it stays good.
    kept = "private, max-age=3600" if version else "no-store"
    return Response(draw(found, colours, language), media_type="image/svg+xml", headers={"Cache-Control": kept})


def height(found: Chart) -> int:
    """Of the drawing, so that a page can keep its place; it is 460 wide."""
    side_by_side = 1 if found.stacked else len(found.columns)
    return round(len(found.rows) * _EACH * (1 + side_by_side) / 2) + _AROUND


def draw(found: Chart, theme: Theme, language: Language) -> bytes:
    """The chart as SVG."""
    pygal = _pygal()
    from pygal.etree import etree

    kind = pygal.HorizontalStackedBar if found.stacked else pygal.HorizontalBar
    drawing = kind(
        style=_style(theme),
        js=[],
        css=["file://style.css", "file://graph.css"],
        width=_WIDTH,
        height=height(found),
        show_legend=len(found.columns) > 1,
        legend_at_bottom=True,
        legend_at_bottom_columns=2,
        legend_box_size=12,
        print_values=True,
        print_zeroes=False,
        show_x_labels=False,
        show_y_guides=False,
        show_x_guides=False,
        margin=4,
        spacing=8,
        truncate_label=40,
        truncate_legend=60,
        no_data_text="",
    )
    drawing.x_labels = [label for label, _ in reversed(found.rows)]
    for column, title in enumerate(found.columns):
        drawing.add(title, [_point(found, numbers[column], language) for _, numbers in reversed(found.rows)])
    return bytes(etree.tostring(_bare(drawing.render_tree()), encoding="utf-8"))


def _point(found: Chart, value: int, language: Language) -> dict[str, Any]:
    """A number with what is written in its bar: nothing where there is no room, its table has it."""
    longest = max((sum(numbers) if found.stacked else max(numbers) for _, numbers in found.rows), default=0)
    told = str(value) if found.name == "bloom" else span(value, language)
    shown = told if value > _ROOM * longest else ""
    return {"value": value, "formatter": lambda _: shown}


def _bare(root: Any) -> Any:
    """The drawing without its script, which pygal adds even where none is wanted, and without comments."""
    for parent in list(root.iter()):
        for child in list(parent):
            if not isinstance(child.tag, str) or child.tag.rpartition("}")[2] == "script":
                parent.remove(child)
    return root


def _pygal() -> ModuleType:
    """pygal, without its finder of maps: written for an older Python, it makes each later import warn."""
    import pygal

    sys.meta_path[:] = [finder for finder in sys.meta_path if type(finder).__module__ != pygal.__name__]
    found: ModuleType = pygal
    return found


def _style(theme: Theme) -> Any:
    _pygal()
    from pygal.style import Style

    colours = _COLOURS[theme]
    return Style(
        background="transparent",
        plot_background="transparent",
        foreground=colours["ink"],
        foreground_strong=colours["ink"],
        foreground_subtle=colours["quiet"],
        guide_stroke_color=colours["line"],
        colors=colours["bars"],
        opacity="1",
        opacity_hover="1",
        transition="0s",
        font_family=_FONT,
        label_font_size=14,
        major_label_font_size=14,
        legend_font_size=14,
        value_font_size=13,
        value_colors=colours["in"],
    )
