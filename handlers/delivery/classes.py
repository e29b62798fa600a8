"""The classes of Slack's answers: which of its errors belongs to which, and what each class does with a message."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from storage.tables.deliveries import DeliveryState


class Verdict(StrEnum):
    """What an answer means for the message."""

    SENT = "sent"
    LATER = "later"
    READ_BACK_FIRST = "read_back_first"
    DEGRADE = "degrade"
    OUT_OF_THREAD = "out_of_thread"
    PARK = "park"
    STOP_WORKSPACE = "stop_workspace"
    EDIT_REFUSED = "edit_refused"
    POISON = "poison"


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """What a class leads to: the state that the ledger is left in, what is done, and who is told of it."""

    state: DeliveryState
    done: str
    people: str
    operators: str


MEANINGS: Final[Mapping[Verdict, Meaning]] = {
    Verdict.LATER: Meaning(
        state=DeliveryState.PENDING,
        done="Slack took nothing, and time mends it. The message waits, for as long as `Retry-After` says or a little "
        "longer each time, and is tried again; its place keeps its order.",
        people="Nothing.",
        operators="`method.paused` in the log, where Slack asked for a pause.",
    ),
    Verdict.READ_BACK_FIRST: Meaning(
        state=DeliveryState.TRYING,
        done="Slack failed half-way, so the message may be out. After a while its place is read back; it is posted "
        "again only if it is not there.",
        people="Nothing. Where nothing may be read back, a nag is not said again and everything else is.",
        operators="`delivery.unknown` or `delivery.sent_blind` in the log, only where nothing may be read back.",
    ),
    Verdict.DEGRADE: Meaning(
        state=DeliveryState.SENT,
        done="The layout is refused, not the message. It is said without its pictures, then without the newer blocks, "
        "then as plain text.",
        people="The message, plainer.",
        operators="`layout.refused` or `picture.left_out` in the log.",
    ),
    Verdict.OUT_OF_THREAD: Meaning(
        state=DeliveryState.SENT,
        done="The thread takes no replies any more. The message is said in its channel, outside of the thread.",
        people="The message, beside its thread.",
        operators="`thread.refused` in the log.",
    ),
    Verdict.PARK: Meaning(
        state=DeliveryState.PARKED,
        done="Nobody can be reached there until a human changes something. All that is due there waits together, in "
        "its order, until it is mended.",
        people="The owner of a project that is concerned, once for each place and cause; else somebody who can be "
        "reached.",
        operators="`delivery.parked` in the log.",
    ),
    Verdict.STOP_WORKSPACE: Meaning(
        state=DeliveryState.PENDING,
        done="The installation or its token is not accepted any more. Nothing is said in this workspace until it is; "
        "then all that is due goes on.",
        people="Nothing: nobody can be reached.",
        operators="One alarm, `workspace.stopped`, as an error in the log.",
    ),
    Verdict.EDIT_REFUSED: Meaning(
        state=DeliveryState.SENT,
        done="The message stays as it is. What is new goes into another one, with a link to it.",
        people="A new message with a link to the earlier version.",
        operators="`edit.refused` in the log.",
    ),
    Verdict.POISON: Meaning(
        state=DeliveryState.DEAD,
        done="Nobody knows what is wrong with it. It is tried once more as plain text; refused again, it becomes a "
        "dead letter.",
        people="The message as plain text, or nothing.",
        operators="`layout.refused`, then `delivery.dead` as an error in the log.",
    ),
}
"""Every class but `sent`; docs/reference/delivery.md says the same."""

RATE_LIMITS: Final = ("ratelimited", "rate_limited", "message_limit_exceeded", "too_many_requests")
"""What Slack says when there were too many calls; it may say so with HTTP 200."""

_NAMES: Final[Mapping[Verdict, tuple[str, ...]]] = {
    Verdict.LATER: (
        *(*RATE_LIMITS, "request_timeout"),
        # A workspace or channel on its way into an organisation comes back by itself.
        *("team_added_to_org", "org_login_required", "external_channel_migrating"),
        # A message that is being written, and a page of history that has grown old: both are over in a moment.
        *("streaming_state_conflict", "invalid_cursor"),
    ),
    Verdict.READ_BACK_FIRST: ("internal_error", "fatal_error", "service_unavailable", "update_failed"),
    Verdict.DEGRADE: (
        *("invalid_blocks", "invalid_blocks_format", "msg_too_long", "msg_blocks_too_long"),
        *("invalid_attachments", "too_many_attachments", "attachment_payload_limit_exceeded", "too_many_contact_cards"),
        # What is wrong with a picture.
        *("file_not_found", "file_deleted", "file_is_deleted", "missing_file_data", "unable_to_share_files"),
        *("file_share_limit_reached", "max_file_sharing_exceeded", "blocked_file_type", "posting_to_channel_denied"),
        *("slack_connect_blocked_file_type", "slack_connect_clip_sharing_blocked"),
        *("slack_connect_file_link_sharing_blocked", "slack_connect_file_upload_sharing_blocked"),
        *("slack_connect_canvas_sharing_blocked", "slack_connect_lists_sharing_blocked"),
    ),
    Verdict.OUT_OF_THREAD: (
        *("cannot_reply_to_message", "thread_not_found"),
        *("restricted_action_thread_locked", "restricted_action_non_threadable_channel"),
    ),
    Verdict.PARK: (
        # The channel.
        *("channel_not_found", "not_in_channel", "is_archived", "is_inactive", "team_not_found"),
        *("channel_is_limited_access", "method_not_supported_for_channel_type"),
        # The person.
        *("user_disabled", "user_not_found", "user_not_visible", "cannot_dm_bot", "invalid_user_combination"),
        # What admins of Slack decide.
        *("restricted_action", "restricted_action_read_only_channel", "restricted_action_thread_only_channel"),
        *("access_denied", "no_permission", "ekm_access_denied", "app_access_restricted", "enterprise_is_restricted"),
        # What the app was given, and how it is set up.
        *("missing_scope", "team_access_not_granted", "messages_tab_disabled"),
    ),
    Verdict.STOP_WORKSPACE: (
        *("account_inactive", "token_revoked", "token_expired", "invalid_auth", "not_authed"),
        # The token is fine, but not from here, not of this kind, or not before a second factor.
        *("accesslimited", "not_allowed_token_type", "two_factor_setup_required"),
    ),
    Verdict.EDIT_REFUSED: ("edit_window_closed", "message_not_found", "cant_update_message", "block_mismatch"),
    Verdict.POISON: (
        # Arguments that we got wrong: of any call, of a message, of reading back.
        *("invalid_arguments", "invalid_arg_name", "invalid_array_arg", "invalid_charset", "invalid_form_data"),
        *("invalid_post_type", "missing_post_type", "method_deprecated", "deprecated_endpoint", "missing_argument"),
        *("no_text", "markdown_text_conflict", "as_user_not_supported", "send_on_behalf_not_allowed"),
        *("invalid_metadata_format", "invalid_metadata_schema", "metadata_too_large", "metadata_must_be_sent_from_app"),
        *("duplicate_channel_not_found", "duplicate_message_not_found"),
        *("draft_already_deleted", "draft_already_sent", "draft_has_conflict", "draft_not_found"),
        *("cant_broadcast_message", "no_dual_broadcast_content_update"),
        *("not_enough_users", "too_many_users", "users_list_not_supplied"),
        *("invalid_metadata_filter_keys", "invalid_ts_latest", "invalid_ts_oldest", "list_record_comment_fetch_failed"),
        # A picture that cannot be brought to Slack is left out of its message.
        *("alt_txt_too_large", "channels_limit_exceeded", "file_type_not_allowed", "file_update_failed"),
        *("file_upload_size_restricted", "file_uploads_disabled", "file_uploads_except_images_disabled"),
        *("invalid_channel", "snippet_too_large", "storage_limit_reached", "unknown_snippet_type", "unknown_subtype"),
        *("user_is_external_guest", "not_visible", "template_not_visible"),
        # What cannot be kept in a channel beyond its messages is left out, and the next way of keeping it is taken.
        *("already_pinned", "not_pinned", "no_pin", "not_pinnable", "too_many_pins", "bad_timestamp"),
        *("no_item_specified", "file_comment_not_found", "file_not_shared", "not_found", "not_implemented"),
        *("permission_denied", "too_many_bookmarks", "too_many_tabs", "file_already_added"),
        *("cannot_bookmark_from_external_org", "cannot_bookmark_restricted_sharing_enabled"),
        *("invalid_app_action_type", "invalid_bookmark_type", "invalid_child_type", "invalid_emoji"),
        *("invalid_entity_id", "invalid_link", "invalid_parent_type", "invalid_shortcut_type"),
        *("parent_bookmark_disabled", "parent_with_link"),
        *("canvas_creation_failed", "canvas_tab_creation_failed", "channel_canvas_creation_failed"),
        *("channel_canvas_already_exists", "free_team_canvas_tab_already_exists", "canvas_not_found"),
        *("canvas_disabled_user_team", "canvas_disabled_file_team", "canvas_globally_disabled"),
        *("canvas_editing_failed", "team_tier_cannot_create_channel_canvases"),
        *("free_teams_cannot_edit_standalone_canvases",),
    ),
}

ERRORS: Final[Mapping[str, Verdict]] = {name: verdict for verdict, names in _NAMES.items() for name in names}
"""Every error that Slack documents for the calls of the voice; what is not here is poison too."""

ABOUT_A_FILE: Final = frozenset(_NAMES[Verdict.DEGRADE]) - {
    *("invalid_blocks", "invalid_blocks_format", "msg_too_long", "msg_blocks_too_long"),
    *("invalid_attachments", "too_many_attachments", "attachment_payload_limit_exceeded", "too_many_contact_cards"),
}
"""Refusals of a message for the sake of a picture in it, which time does not mend."""

PARKING_PREFIXES: Final = ("restricted_action",)
"""Families of refusals that a workspace's admins choose, of which Slack may name more some day."""


def class_of_error(error: str) -> Verdict:
    """The class of one of Slack's error names."""
    known = ERRORS.get(error)
    if known is not None:
        return known
    return Verdict.PARK if error.startswith(PARKING_PREFIXES) else Verdict.POISON
