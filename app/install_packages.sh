#!/bin/sh
# Install the libraries and programs that are missing, by the names of their Debian packages;
# say what to do where that needs another user or another package manager.
missing=$("${PYTHON:-python3}" - "$@" <<'END'
import re
import shutil
import sys
from ctypes.util import find_library

for package in sys.argv[1:]:
    library = re.fullmatch(r"lib(.+?)-?0", package)
    if not (find_library(library[1]) if library else shutil.which(package)):
        print(package, end=" ")
END
) || exit 1
[ -z "$missing" ] && exit 0
if ! command -v apt-get >/dev/null; then
    echo "Proefplek needs these libraries and programs, here by their Debian names: $missing" >&2
    echo "Install them with the package manager of this system, then run make again:" >&2
    echo "Fedora has them in pango, harfbuzz and chromium; Homebrew in pango and chromium." >&2
    exit 1
fi
if [ "$(id -u)" -ne 0 ]; then
    echo "Proefplek needs these system packages: $missing" >&2
    echo "Install them once with: sudo apt-get install $missing" >&2
    exit 1
fi
apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $missing >/dev/null
