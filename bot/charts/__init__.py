"""Pictures: small frozen data in, SVG or PNG bytes out.

The data may be built anywhere; `bot.charts.png:png` draws it in the worker process. Numbers come formatted, in words
that the caller has chosen; a chart decides only where they stand.
"""
