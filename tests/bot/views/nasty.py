"""What people type when they mean harm, or only paste: Plumbline reference data, the classes of bad inputs."""

from hypothesis import strategies as st

NASTY = (
    "<!channel> hi",
    "<!subteam^S123> <!here|x> <@U1>",
    "*bold* ~x~ 'code' '''",
    "`code` _italic_ *b* ~s~",
    "<!channel> *a*&b",
    "\u202eevil\u202c",
    "\u200b\u200b\u200b",
    "{{ config }} {% for %}",
    "<https://evil.example|click here>",
    ":rotating_light: :tada:",
    "\ue008@U0EVIL\ue009",
    "\ue003bold\ue003",
    "> quoted\n> lines",
    "&lt;@U1&gt; &amp;",
    "line one\r\nline two\u2028three",
    "שלום עולם (3.1 %)",
    "مرحبا",
    "👩‍👩‍👧‍👦 family",
    "x" * 3000,
    "<" * 3000,
    "&" * 400,
    '"' * 300,
    "\\" * 300,
    "a\x07b",
    " ",
    "",
    "%s {0} {name}",
    "@channel @here #general",
    "https://example.com/a_b_c",
)
typed = st.one_of(st.sampled_from(NASTY), st.text(max_size=60))
levels = st.one_of(
    st.sampled_from([0.0, -0.0, 1.0, 0.031, 1e308, -1e308, 5e-324, 999_999.5]),
    st.floats(allow_nan=False, allow_infinity=False),
    st.floats(-1000, 1000),
)
