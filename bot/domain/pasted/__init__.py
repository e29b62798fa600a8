"""A whole charter that was pasted: from a text or a mapping to answers by question, and to what is none."""

from bot.domain.pasted.charter import VALUES, is_charter, read_charter
from bot.domain.pasted.labels import CHANNEL, FIELDS, MEMBERS, NAME, OWNER, Labels, Synonyms, folded, labels_of
from bot.domain.pasted.pasted import Logged, Pasted, Unplaced, Why
from bot.domain.pasted.people import Member, asked_back, called, id_in, meant, member_of, said_in
from bot.domain.pasted.prose import with_statements
from bot.domain.pasted.text import read_text
from bot.domain.pasted.values import Read, Unread, read_values

__all__ = [
    "CHANNEL",
    "FIELDS",
    "MEMBERS",
    "NAME",
    "OWNER",
    "VALUES",
    "Labels",
    "Logged",
    "Member",
    "Pasted",
    "Read",
    "Synonyms",
    "Unplaced",
    "Unread",
    "Why",
    "asked_back",
    "called",
    "folded",
    "id_in",
    "is_charter",
    "labels_of",
    "meant",
    "member_of",
    "read_charter",
    "read_text",
    "read_values",
    "said_in",
    "with_statements",
]
