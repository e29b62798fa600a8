"""A module that tells when it is imported: how a test sees that a process is getting warm."""

import os
from pathlib import Path

Path(os.environ["WORKER_FIFO"]).write_text(str(os.getpid()))
