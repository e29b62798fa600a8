"""Install what tests need from the system's packages: by apt when we are root, else say what is missing."""

import os
import shutil
import subprocess
import sys

NEEDED = {"chromium": "chromium"}
"""Program → Debian package."""


def main() -> int:
    """Exit status 0 when everything is there, 1 with one line that names the missing packages."""
    missing = [package for program, package in NEEDED.items() if shutil.which(program) is None]
    if not missing:
        return 0
    apt = shutil.which("apt-get")
    if apt is None or os.geteuid() != 0:
        sys.stderr.write(f"Tests need these packages, please install them: {' '.join(missing)}\n")
        return 1
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for arguments in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", *missing]):
        done = subprocess.run([apt, *arguments], env=environment, stdout=subprocess.DEVNULL, check=False)
        if done.returncode != 0:
            sys.stderr.write(f"apt-get {arguments[0]} failed; please install: {' '.join(missing)}\n")
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
