"""The edge: how bytes from Slack become one typed call of ours and come back, fast.

A feature's listeners know four modules of this package and nothing of bolt:

- `payloads`: what was heard, parsed once (`Command`, `Press`, `Submission`, `Closed`, `Shortcut`, `Event`,
  `Suggestion`); `heard_key` is the key under which the inbox remembers it.
- `answers`: what a listener hands back (`Done`, `Ephemeral`, `FieldErrors`, `UpdateView`, `PushView`, `ClearViews`,
  `Options`). `after=(…)` is what happens right behind the acknowledgement: each is called with the `Hand`.
- `hand`: what can be done for the hand on the button while its trigger lives: `open`, `push`, `update`, `publish`,
  `respond`, `offer`, `tell`, `write`.
- `registry`: `Registry().command("/plumb", listener)`, `.action("kickoff.start", …)`, `.view("kickoff.page", …)`,
  `.closed(…)`, `.shortcut(…)`, `.event("app_home_opened", …)`, `.options(…)`; a listener is
  `async def (heard) -> answer`, run and committed *before* Slack is acknowledged. A `Refusal` that it raises becomes
  words for the person (`BadFields` become errors at their fields), anything else a fault with a token.

What is not done at the deadline is kept as a row before it is acknowledged, and done by whoever comes next where this
process dies: `overdue`, on the rows of `unfinished`.

The assembly knows four more: `clients.Clients` (the one place that builds web clients), `unfinished.UnfinishedWork`,
`app.Edge` (bolt inside) and the doors, `socket.SocketDoor` and `handlers.web`.
"""
