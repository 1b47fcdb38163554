/** What a phone shows where a scanned code cannot go on by itself. */

export function AskApp() {
  return (
    <div class="stack">
      <h1>请用江苏智慧人社手机应用扫码</h1>
      <p>这个二维码要用江苏智慧人社手机应用里的「扫一扫」打开，普通相机或浏览器打不开。</p>
      <p>请在手机上打开这个应用，点「扫一扫」，再扫一次电脑屏幕上的二维码。</p>
    </div>
  )
}

export function Over() {
  return (
    <div class="stack">
      <h1>这个二维码已经失效</h1>
      <p>它用过了，或者过了时间。请回到电脑上的页面，点「重新认证」，再扫新的二维码。</p>
    </div>
  )
}
