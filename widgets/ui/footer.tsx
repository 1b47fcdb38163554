/** Help, on every page. 12333 is the national line for human resources and social security. */
export function Footer() {
  return (
    <footer class="footer">
      <div class="footer-inner">
        <p class="footer-help">
          遇到困难？请拨打人社服务热线
          <a class="footer-phone" href="tel:12333">
            12333
          </a>
        </p>
        <p>工作人员不会向您索要密码和短信验证码。</p>
      </div>
    </footer>
  )
}
