# Where host and registry entries go, by whether it is for one user or for all. Read by both installers.
if ($System) {
  $folder = Join-Path $env:ProgramFiles 'unit-hall-ca'
  $hive = 'HKLM:\Software'
} else {
  $folder = Join-Path $env:LOCALAPPDATA 'Programs\unit-hall-ca'
  $hive = 'HKCU:\Software'
}
$cache = Join-Path $env:LOCALAPPDATA 'unit-hall-ca'
$chromiumKeys = @(
  "$hive\Google\Chrome\NativeMessagingHosts"
  "$hive\Microsoft\Edge\NativeMessagingHosts"
  "$hive\Chromium\NativeMessagingHosts"
)
$firefoxKey = "$hive\Mozilla\NativeMessagingHosts"
