/** What goes wrong on the way from a CA key to a session: one list for host, extension, page and Worker. */
import type { BridgeFault } from './ca-bridge.ts'
import type { Refusal } from './refusal.ts'

/** What the Worker finds. */
export type CaReason =
  | 'ca_challenge_over'
  | 'ca_token_unreadable'
  | 'ca_certificate_unreadable'
  | 'ca_encryption_certificate'
  | 'ca_not_yet_valid'
  | 'ca_expired'
  | 'ca_untrusted'
  | 'ca_revoked'
  | 'ca_revocation_unknown'
  | 'ca_signature_wrong'
  | 'ca_no_credit_code'
  | 'ca_codes_differ'
  | 'ca_no_unit'
  | 'ca_key_removed'
  | 'ca_nobody_to_confirm'
  | 'ca_other_unit'
  | 'ca_keys_full'
  | 'ca_too_often'

interface Told extends Refusal {
  /** Heads the page or box that the refusal is. */
  title: string
}

export const caRefusals: Record<CaReason, Told> = {
  ca_challenge_over: {
    status: 410,
    title: '这次登录已经作废',
    text: '从点登录到证书签名超过了五分钟，或者这次登录已经用过了。请再点一次登录。',
  },
  ca_token_unreadable: {
    status: 422,
    title: '证书助手的回答读不懂',
    text: '浏览器里的证书助手送来的内容不完整，可能版本太旧。请更新证书助手，再点一次登录。',
  },
  ca_certificate_unreadable: {
    status: 422,
    title: '这张证书读不懂',
    text: '证书助手送来的证书格式不对，没有办法核对。请拔下 CA 证书重新插好再试；还是不行，请联系证书的发证机构。',
  },
  ca_encryption_certificate: {
    status: 403,
    title: '这张是加密证书，不能用来登录',
    text: '一把 CA 证书里有签名、加密两张证书，这次选到的是加密的那张。请再登录一次，选「签名证书」。',
  },
  ca_not_yet_valid: {
    status: 403,
    title: '证书还没有到生效日期',
    text: '这张证书的有效期还没有开始。请等到生效那天再用，急着办理可以先用密码或扫码登录。',
  },
  ca_expired: {
    status: 403,
    title: '证书过期了',
    text: '这张证书的有效期已经结束。请到发证机构办理续期，续期后直接用新证书登录，不用重新登记。',
  },
  ca_untrusted: {
    status: 403,
    title: '大厅不认这家机构发的证书',
    text: '这张证书不是大厅认可的发证机构签发的，或者签发的链条对不上，也可能它的用途、算法不能用来登录。可以用哪些机构的证书，请看登录页的说明；也可以先用密码或扫码登录。',
  },
  ca_revoked: {
    status: 403,
    title: '证书已经被吊销',
    text: '发证机构已经作废了这张证书，常见的原因是挂失或换了新证书。请用新的证书登录；没有申请过作废的，请马上联系发证机构。',
  },
  ca_revocation_unknown: {
    status: 503,
    title: '暂时查不到证书是否有效',
    text: '发证机构的查询服务没有回应，不能确认证书有没有被作废，为了安全没有登录。请过几分钟再试，或者先用密码、扫码登录。',
  },
  ca_signature_wrong: {
    status: 403,
    title: '签名核对不上',
    text: '证书的签名和这个网站、这次登录对不上，为了安全没有登录。请关掉其他登录窗口，在大厅的页面上再登录一次。',
  },
  ca_no_credit_code: {
    status: 403,
    title: '证书里没有统一社会信用代码',
    text: '大厅靠证书里的统一社会信用代码认单位，这张证书里没有找到，可能是个人证书或很早以前发的。请换单位证书，或到发证机构换发。',
  },
  ca_codes_differ: {
    status: 403,
    title: '证书里的信用代码前后不一致',
    text: '这张证书里写了两个不同的统一社会信用代码，不能确定是哪家单位，没有登录。请联系发证机构更正。',
  },
  ca_no_unit: {
    status: 404,
    title: '这家单位还没有在大厅注册',
    text: '证书没有问题，但证书上的单位还没有注册。请法定代表人先注册单位，再用证书登录。',
  },
  ca_key_removed: {
    status: 403,
    title: '这张证书被本单位停用了',
    text: '法定代表人在单位中心停用了这张证书的登录。要恢复的话，请法定代表人用手机扫码登录后重新绑定。',
  },
  ca_nobody_to_confirm: {
    status: 409,
    title: '还没有人能确认这张证书',
    text: '第一次用一张证书，要本单位的法定代表人在手机上确认，大厅里还没有登记现在可以办事的法定代表人，所以没有登录。请法定代表人先用电子营业执照或江苏政务服务登录一次，或者到人社窗口开户。',
  },
  ca_other_unit: {
    status: 403,
    title: '这是另一家单位的证书',
    text: '证书上的统一社会信用代码和本单位的不一样，所以没有绑定。请换成本单位的证书；要用那张证书的，请先退出，再用它登录那家单位。',
  },
  ca_keys_full: {
    status: 409,
    title: '本单位绑定的证书已经有 20 张',
    text: '一家单位最多同时绑定 20 张没有过期的证书，这一张没有绑上。请法定代表人在单位中心的「CA 证书」里停用不再使用的，再来登录。',
  },
  ca_too_often: {
    status: 429,
    title: '登录太频繁了',
    text: '一分钟里用证书登录的次数太多，这次没有受理。请过一分钟再试。',
  },
}

/** What is found before anything reaches the Worker: shown by page, popup and diagnostics. */
export const bridgeTexts: Record<BridgeFault, { title: string; text: string }> = {
  no_extension: {
    title: '浏览器里没有装证书助手',
    text: '用 CA 证书登录要先装一次证书助手，大约五分钟。装好后刷新这一页。',
  },
  no_host: {
    title: '电脑上没有装证书驱动程序',
    text: '浏览器里的证书助手已经装好，还差电脑上的证书驱动程序。请按安装说明装好，再点一次登录。',
  },
  host_forbidden: {
    title: '证书驱动程序不认这个证书助手',
    text: '电脑上的证书驱动程序不是为这个证书助手装的，可能两边来自不同的网站。请按大厅的安装说明把两样都重装一遍，再点一次登录。',
  },
  host_failed: {
    title: '证书驱动程序出了问题',
    text: '电脑上的证书驱动程序没有启动，或者中途退出了，没有用证书签名。请再点一次登录；还是不行，请按安装说明重装证书驱动程序。',
  },
  host_too_old: {
    title: '证书驱动程序太旧了',
    text: '电脑上的证书驱动程序和证书助手的版本合不上。请按安装说明装新版，再点一次登录。',
  },
  no_key: {
    title: '没有找到 CA 证书',
    text: '请把 CA 证书插到电脑上，等指示灯亮了再点登录。插好了还是找不到，请换一个 USB 口试试。',
  },
  several_keys: {
    title: '插了不止一把 CA 证书',
    text: '分不清您要用哪一把。请只留下要登录的那一把，再点一次登录。',
  },
  pin_wrong: { title: '证书密码不对', text: '请核对证书密码（PIN 码）再试。输错次数太多，证书会被锁住。' },
  pin_locked: {
    title: '证书被锁住了',
    text: '证书密码输错的次数太多，证书自己锁住了。请带上证书到发证机构解锁；着急的话，先用密码或扫码登录。',
  },
  encryption_certificate: {
    title: '选到的是加密证书',
    text: '这把 CA 证书里只找到加密用的证书，不能登录。请联系发证机构补上签名证书。',
  },
  busy: {
    title: '另一个页面正在用证书签名',
    text: '一次只能为一个页面签名。请先在证书确认窗口里完成或取消那一次，再点一次登录。',
  },
  cancelled: {
    title: '您取消了这次登录',
    text: '没有用证书签名，什么也没有发生。想继续的话，再点一次登录。',
  },
  timeout: {
    title: '等得太久，这次登录停下了',
    text: '两分钟里没有等到您的确认。请看看确认窗口是不是被别的窗口挡住了，再点一次登录。',
  },
  origin_refused: {
    title: '这个网站不能用证书登录',
    text: '证书助手只为网上办事大厅的页面签名，现在这个页面不是。请从大厅的登录页再试。',
  },
  driver_failed: {
    title: '证书没有回应',
    text: '电脑找到了证书，但签名没有办成。请把证书拔下来重新插好，再点一次登录；还是不行，请打开诊断页看看。',
  },
}
