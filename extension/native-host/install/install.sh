#!/bin/sh
# Installs the native host for CA keys on Linux and macOS, for this user or with --system for all.
# Running it again brings the same result.
set -eu

NAME='@NAME@'
CHROMIUM='@CHROMIUM@'
FIREFOX='@FIREFOX@'
ORIGINS='@ORIGINS@'
PKCS11=''
SKF=''
SYSTEM=no
DESTDIR="${DESTDIR:-}"

usage() {
  cat <<'END'
用法：sh install.sh [选项]
  --system             为这台电脑的所有用户安装（需要管理员权限）
  --origin 网址        大厅的网址，可以写多次，代替安装包里的
  --extension 标识     Chrome、Edge 里证书助手的标识，可以写多次，代替安装包里的
  --firefox 标识       Firefox 里证书助手的标识
  --pkcs11 路径        PKCS#11 模块，常见位置以外的
  --skf 路径           SKF 库，常见位置以外的
END
}

wrong() {
  echo "安装没有进行：$1" >&2
  exit 2
}

# Words go into JSON: what would need escaping there is refused instead.
plain() {
  case "$1" in
  '' | *[\"\\]* | *[[:cntrl:]]*) wrong "「$1」里有不能用的字符" ;;
  esac
}

origins='' ids=''
while [ $# -gt 0 ]; do
  case "$1" in
  --system) SYSTEM=yes ;;
  --origin) plain "${2:-}"; origins="$origins $2"; shift ;;
  --extension) plain "${2:-}"; ids="$ids $2"; shift ;;
  --firefox) plain "${2:-}"; FIREFOX="$2"; shift ;;
  --pkcs11) plain "${2:-}"; PKCS11="$PKCS11${PKCS11:+, }{ \"path\": \"$2\" }"; shift ;;
  --skf) plain "${2:-}"; SKF="$SKF${SKF:+, }\"$2\""; shift ;;
  --help) usage; exit 0 ;;
  *) usage >&2; exit 2 ;;
  esac
  shift
done
[ -z "$origins" ] || ORIGINS="$origins"
[ -z "$ids" ] || CHROMIUM="$ids"

for origin in $ORIGINS; do
  case "$origin" in
  https://*/* | http://*/* | *'*'*) wrong "$origin 不是大厅的网址，请写成 https://大厅的域名，后面不带别的" ;;
  https://?* | http://localhost | http://localhost:*) ;;
  *) wrong "$origin 不是大厅的网址，请写成 https://大厅的域名" ;;
  esac
done
for id in $CHROMIUM; do
  case "$id" in
  *[!a-p]*) wrong "$id 不是证书助手的标识" ;;
  ????????????????????????????????) ;;
  *) wrong "$id 不是证书助手的标识" ;;
  esac
done

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
[ -f "$here/unit-hall-ca" ] || wrong "安装包不完整，请重新下载"
. "$here/places.sh"

plain "$FOLDER"
umask 022
mkdir -p "$DESTDIR$FOLDER"
# Renamed into place: a host that runs right now goes on as the old one.
cp "$here/unit-hall-ca" "$DESTDIR$FOLDER/unit-hall-ca.new"
chmod 755 "$DESTDIR$FOLDER/unit-hall-ca.new"
[ "$(uname -s)" != Darwin ] || xattr -d com.apple.quarantine "$DESTDIR$FOLDER/unit-hall-ca.new" 2>/dev/null || true
mv -f "$DESTDIR$FOLDER/unit-hall-ca.new" "$DESTDIR$FOLDER/unit-hall-ca"
cp "$here/uninstall.sh" "$here/places.sh" "$DESTDIR$FOLDER/"

listed() {
  list=''
  for one in $2; do list="$list${list:+, }\"$1$one$3\""; done
  echo "$list"
}

cat >"$DESTDIR$FOLDER/config.json.new" <<END
{
  "origins": [$(listed '' "$ORIGINS" '')],
  "pkcs11": [$PKCS11],
  "skf": [$SKF]
}
END
if [ -f "$DESTDIR$FOLDER/config.json" ] && ! cmp -s "$DESTDIR$FOLDER/config.json.new" "$DESTDIR$FOLDER/config.json"; then
  # Somebody's own changes are kept beside it.
  cp "$DESTDIR$FOLDER/config.json" "$DESTDIR$FOLDER/config.json.before"
fi
mv -f "$DESTDIR$FOLDER/config.json.new" "$DESTDIR$FOLDER/config.json"

manifest() {
  cat <<END
{
  "name": "$NAME",
  "description": "Signs with CA keys for the service hall",
  "path": "$FOLDER/unit-hall-ca",
  "type": "stdio",
  $1
}
END
}

printf '%s\n' "$CHROMIUM_PLACES" | while IFS= read -r place; do
  mkdir -p "$DESTDIR$place"
  manifest "\"allowed_origins\": [$(listed 'chrome-extension://' "$CHROMIUM" '/')]" >"$DESTDIR$place/$NAME.json"
done
mkdir -p "$DESTDIR$FIREFOX_PLACE"
manifest "\"allowed_extensions\": [\"$FIREFOX\"]" >"$DESTDIR$FIREFOX_PLACE/$NAME.json"

echo "证书驱动程序装好了。请关掉浏览器再打开，到大厅的登录页点「证书登录」。"
