"""Rich text: sections, lists, quotes and what stands in them."""

from handlers.demo.workspace.blocks.composition import ID, URL
from handlers.demo.workspace.blocks.shapes import Check, array, boolean, number, one_of, shape, string, typed

_STYLE = shape(
    {},
    dict.fromkeys(
        ("bold", "italic", "strike", "code", "underline", "highlight", "client_highlight", "unlink"), boolean
    ),
)
_STYLED: dict[str, Check] = {"style": _STYLE}
_INLINE = typed(
    {
        "text": shape({"text": string(40_000)}, _STYLED),
        "link": shape({"url": URL}, {"text": string(3000), "unsafe": boolean, **_STYLED}),
        "user": shape({"user_id": string(255)}, _STYLED),
        "usergroup": shape({"usergroup_id": string(255)}, _STYLED),
        "channel": shape({"channel_id": string(255)}, _STYLED),
        "emoji": shape(
            {"name": string(255)}, {"unicode": string(255), "skin_tone": number(1, 6, whole=True), **_STYLED}
        ),
        "broadcast": shape({"range": one_of("here", "channel", "everyone")}, _STYLED),
        "color": shape({"value": string(20)}, {}),
        "date": shape(
            {"timestamp": number(whole=True), "format": string(255)}, {"url": URL, "fallback": string(255), **_STYLED}
        ),
    }
)
_INLINES = array(_INLINE, 0)
_BORDER = number(0, 1, whole=True)
_SECTION = shape({"elements": _INLINES}, {})

RICH_TEXT = shape(
    {
        "elements": array(
            typed(
                {
                    "rich_text_section": _SECTION,
                    "rich_text_list": shape(
                        {
                            "style": one_of("bullet", "ordered"),
                            "elements": array(typed({"rich_text_section": _SECTION})),
                        },
                        {"indent": number(0, 8, whole=True), "offset": number(0, whole=True), "border": _BORDER},
                    ),
                    "rich_text_preformatted": shape(
                        {"elements": _INLINES}, {"border": _BORDER, "language": string(50)}
                    ),
                    "rich_text_quote": shape({"elements": _INLINES}, {"border": _BORDER}),
                }
            ),
            1,
        )
    },
    {"block_id": ID},
)
