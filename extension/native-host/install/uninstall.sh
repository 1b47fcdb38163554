#!/bin/sh
# Takes the native host away again, with all that it and its installer wrote. As often as one likes.
set -eu

NAME='@NAME@'
SYSTEM=no
DESTDIR="${DESTDIR:-}"
[ "${1:-}" != --system ] || SYSTEM=yes

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
. "$here/places.sh"

[ ! -x "$DESTDIR$FOLDER/unit-hall-ca" ] || "$DESTDIR$FOLDER/unit-hall-ca" --forget || true

# Folders that this leaves empty go, too; one that holds anything else stays.
printf '%s\n%s\n' "$CHROMIUM_PLACES" "$FIREFOX_PLACE" | while IFS= read -r place; do
  rm -f "$DESTDIR$place/$NAME.json"
  rmdir "$DESTDIR$place" 2>/dev/null || continue
  rmdir "$DESTDIR${place%/*}" 2>/dev/null || true
done

for file in unit-hall-ca unit-hall-ca.new config.json config.json.new config.json.before uninstall.sh places.sh; do
  rm -f "$DESTDIR$FOLDER/$file"
done
rmdir "$DESTDIR$FOLDER" 2>/dev/null || true
echo "证书驱动程序已经卸载。"
