"""Secrets of every shape that there is, of nobody, each with the part that no text may hold."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Canary:
    """A secret as it stands in a text, and what of it opens the door; `known` says that no shape gives it away."""

    name: str
    text: str
    hidden: str
    known: bool = False


# made up of parts, so that no scanner takes them for real ones
SHAPES: Final = (
    Canary("bot token", "xox" + "b-17653672481-19874698323-pdFZKVeTuE8sk7oOcHrzqqgy", "17653672481"),
    Canary("user token", "xox" + "p-123-456-789-abcdef", "abcdef"),
    Canary("old token", "xox" + "a-2-abc", "2-abc"),
    Canary("refresh token", "xox" + "e-1-My0xLTEyMzQ", "My0xLTEyMzQ"),
    Canary("rotated bot token", "xox" + "e.xox" + "b-1-Mi0yLTEyMzQ1Njc4", "Mi0yLTEyMzQ1Njc4"),
    Canary("rotated user token", "xox" + "e.xox" + "p-1-Mi0yLTEyMzQ1Njc5", "Mi0yLTEyMzQ1Njc5"),
    Canary("app token", "xap" + "p-1-A0123-456-abcdef", "A0123"),
    Canary("webhook", "https://hooks." + "slack.com/services/T0/B0/XXXXXXXX", "XXXXXXXX"),
    Canary("workflow", "https://hooks." + "slack.com/triggers/T0/123/YYYYYYYY", "YYYYYYYY"),
    Canary("response_url", "https://hooks." + "slack.com/commands/T0/123/abcZZ", "abcZZ"),
    Canary("action response_url", "https://hooks." + "slack-gov.com/actions/T0/123/abcQQ", "abcQQ"),
    Canary("our API token", "plb" + "_0123456789abcdef_c2VjcmV0LXZhbHVl", "c2VjcmV0LXZhbHVl"),
    Canary("bearer header", "Authorization: Bearer abc.def-ghi", "abc.def-ghi"),
    Canary("bearer of a dict", "{'Authorization': 'Bearer eyJhbGciOi.J9.x'}", "eyJhbGciOi"),
    Canary("basic header", "Authorization: Basic cGx1bWJsaW5lOmh1bnRlcjI=", "cGx1bWJsaW5l"),
    Canary("verification token", '{"token": "gIkuvaNzQIHg97ATvDxqgjtO", "team_id": "T1"}', "gIkuvaNzQ"),
    Canary("token in an address", "https://bot.example/x?token=t0k3n-0f-x&y=1", "t0k3n-0f-x"),
    Canary("short password", "host=db password=hunter dbname=x", "hunter"),
    Canary("short password in capitals", '{"password": "QWERTZ"}', "QWERTZ"),
    Canary("password with a quote", '{"password": "qu\\"0te9", "x": 1}', "0te9"),
    Canary("ticket", "wss://wss-primary.slack.com/link/?ticket=abcdef-123&app_id=x", "abcdef-123"),
    Canary("code", "https://bot.example/oauth?code=1234.5678.deadbeef&state=s3cr3tst4te", "deadbeef"),
    Canary("state", "https://bot.example/oauth?state=s3cr3tst4te", "s3cr3tst4te"),
    Canary(
        "client secret in a form", "client_id=1.2&client_secret=0123456789abcdef0123456789abcdef", "0123456789abcdef0"
    ),
    Canary("client secret in JSON", '{"client_secret": "fedcba9876543210fedcba9876543210"}', "fedcba9876543210"),
    Canary("signing secret by name", "SLACK_SIGNING_SECRET=8f742231b10e8888abcd99yyyzzz85a5", "8f742231b10e"),
    Canary("refresh token in JSON", '{"ok":true,"refresh_token":"r3fr3sh-v4lu3","expires_in":43200}', "r3fr3sh-v4lu3"),
    Canary("access token of a dict", "{'access_token': 'acc3ss-v4lu3', 'scope': 'chat:write'}", "acc3ss-v4lu3"),
    Canary("token in JSON in JSON", '"{\\"access_token\\": \\"d33p-v4lu3\\"}"', "d33p-v4lu3"),
    Canary("cookie d of a browser", "d=xox" + "d-AbC%2BdEf%3D; lc=1", "AbC%2BdEf"),
    Canary("another cookie d", "b=1; d=QWxhZGRpbjpvcGVuIHNlc2FtZQ%3D%3D; x=2", "QWxhZGRpbjpvcGVu"),
    Canary("cookie header", '"Cookie: d=short; session=abc123def"', "abc123def"),
    Canary("cookie of a dict", "{'Cookie': 'd=short; session=fed321cba'}", "fed321cba"),
    Canary("database password", "postgresql://plumbline:hunter2@db/plumbline", "hunter2"),
    Canary("percent-encoded password", "postgresql://plumbline:p%40ss%2Fword@db/plumbline", "p%40ss"),
    Canary("password with @ and /", "postgresql+psycopg://plumbline:hun@ter/2x@db:5432/plumbline", "ter/2x"),
    Canary("password in conninfo", "host=db user=plumbline password=hunter2x dbname=plumbline", "hunter2x"),
    Canary("quoted password in conninfo", "host=db password='hun ter2y' dbname=plumbline", "hun ter2y"),
    Canary("password of a proxy", "http://user:pr0xyp4ss@proxy:3128", "pr0xyp4ss"),
)
VALUES: Final = (
    Canary("signing secret", "8f742231b10e8888abcd99aaabbb85a5", "8f742231b10e8888", known=True),
    Canary("client secret", "0a1b2c3d4e5f60718293a4b5c6d7e8f9", "0a1b2c3d4e5f6071", known=True),
    Canary("password by value", "c0rrect horse", "c0rrect", known=True),
    Canary("its other writing", "c0rrect%20horse", "c0rrect", known=True),
    Canary("one with signs", 'we"zrd\\zass', "zrd", known=True),
    Canary("one with letters", "pässwörtlich", "rtlich", known=True),
)
"""Without a shape: they are known by their values, which settings hand over."""

ALL: Final = (*SHAPES, *VALUES)
SECRETS: Final = tuple(canary.text for canary in VALUES)
