#!/bin/sh
# Runs its arguments with the first Python on PATH that is 3.11 or newer.
# A name on PATH may be a stub that only prints an error, so each one is tried.
for name in python3.13 python3.12 python3.11 python3 python; do
    if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
        exec "$name" "$@"
    fi
done
echo "Thượng Tôn cần Python 3.11 trở lên: hãy cài (Debian, Ubuntu: apt install python3 python3-venv) rồi chạy lại. / Python 3.11 or newer is needed: install it, then run again." >&2
exit 2
