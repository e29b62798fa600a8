"""The voice: says what the ledger holds, each thing once as people see it."""
