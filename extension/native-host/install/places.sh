# Where host and manifests go, by system and by whether it is for one user or for all. Read by both installers.
case "$(uname -s) $SYSTEM" in
'Linux no')
  FOLDER="$HOME/.local/lib/unit-hall-ca"
  CHROMIUM_PLACES="$HOME/.config/google-chrome/NativeMessagingHosts
$HOME/.config/chromium/NativeMessagingHosts
$HOME/.config/microsoft-edge/NativeMessagingHosts"
  FIREFOX_PLACE="$HOME/.mozilla/native-messaging-hosts"
  ;;
'Linux yes')
  FOLDER=/opt/unit-hall-ca
  CHROMIUM_PLACES='/etc/opt/chrome/native-messaging-hosts
/etc/chromium/native-messaging-hosts
/etc/opt/edge/native-messaging-hosts'
  FIREFOX_PLACE=/usr/lib/mozilla/native-messaging-hosts
  ;;
'Darwin no')
  support="$HOME/Library/Application Support"
  FOLDER="$support/unit-hall-ca"
  CHROMIUM_PLACES="$support/Google/Chrome/NativeMessagingHosts
$support/Chromium/NativeMessagingHosts
$support/Microsoft Edge/NativeMessagingHosts"
  FIREFOX_PLACE="$support/Mozilla/NativeMessagingHosts"
  ;;
'Darwin yes')
  FOLDER='/Library/Application Support/unit-hall-ca'
  CHROMIUM_PLACES='/Library/Google/Chrome/NativeMessagingHosts
/Library/Application Support/Chromium/NativeMessagingHosts
/Library/Microsoft/Edge/NativeMessagingHosts'
  FIREFOX_PLACE='/Library/Application Support/Mozilla/NativeMessagingHosts'
  ;;
*)
  echo "这个安装包只能用在 Linux 和 macOS 上。" >&2
  exit 2
  ;;
esac
