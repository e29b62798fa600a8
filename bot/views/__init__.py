"""What people see: Block Kit from messages, dialogs and notes."""
