"""The floor that acts: doors in, voice out; knows Slack, time, HTTP and the shell."""
