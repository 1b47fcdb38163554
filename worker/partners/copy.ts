import type { Refusal } from '../../schema/refusal.ts'
import type { FaultKind, Partner, PartnerFault } from './fault.ts'

/** What a person reads when an outside system fails: what happened, that nothing is lost, what to do. */
export const partnerCopy = {
  alipay: {
    timeout: '支付宝认证暂时没有回应，您填的内容都在，请过一分钟再点「重新认证」。',
    unavailable:
      '支付宝认证这会儿连不上，您填的内容都在。请过几分钟再点「重新认证」，或者改用手机应用扫码认证。',
    refused: '支付宝没有受理这次认证。请核对姓名和身份证号码是否与身份证一致，改好后再点「重新认证」。',
    limited: '这会儿用支付宝认证的人太多，您填的内容都在，请过几分钟再点「重新认证」。',
    bad_signature:
      '支付宝的答复没有通过安全核对，为了您的安全没有采用。您填的内容都在，请过一分钟再点「重新认证」；如果还是这样，请拨打 12333。',
    nonsense: '支付宝的答复不完整，没法确认认证结果。您填的内容都在，请过一分钟再点「重新认证」。',
  },
  sms: {
    timeout: '短信平台没有及时回应，验证码可能已经发出。请先看一分钟手机，没有收到再点「重新发送」。',
    unavailable: '短信平台这会儿连不上，验证码没有发出。您填的内容都在，请过几分钟再点「重新发送」。',
    refused: '这个手机号码暂时收不到我们的短信。请核对号码，或者换一个能收短信的手机号码。',
    limited:
      '发往这个手机号码的验证码已经到了上限：每分钟 1 条，每小时 5 条，每天 10 条。请用最近收到的那一条，或者过一会儿再发。',
    bad_signature:
      '短信平台的答复没有通过安全核对，不能确定验证码是否发出。请先看一分钟手机，没有收到再点「重新发送」。',
    nonsense: '短信平台的答复不完整，不能确定验证码是否发出。请先看一分钟手机，没有收到再点「重新发送」。',
  },
  population: {
    timeout: '公安部人员基准信息查询暂时没有回应，您填的内容都在。请过几分钟再提交一次，或者第二天再试。',
    unavailable:
      '公安部人员基准信息查询系统暂时连不上，您填的内容都在。请过几分钟再提交一次，或者第二天再试。',
    refused:
      '公安部人员基准信息查询没有受理这次核对。请核对姓名和证件号码，改好后再提交；如果都没有错，请第二天再试。',
    limited: '这会儿核对身份的人太多，您填的内容都在，请过几分钟再提交一次。',
    bad_signature:
      '公安部人员基准信息查询的答复没有通过安全核对，没有采用。您填的内容都在，请过几分钟再提交；如果还是这样，请拨打 12333。',
    nonsense: '公安部人员基准信息查询的答复不完整，没法确认结果。您填的内容都在，请过几分钟再提交一次。',
  },
  legacy: {
    timeout: '原网办大厅暂时没有回应。除了密码，您填的内容都在，请过一分钟再试一次。',
    unavailable: '原网办大厅这会儿连不上。除了密码，您填的内容都在，请过几分钟再试一次。',
    refused:
      '原网办大厅没有受理这次核对。除了密码，您填的内容都在，请过几分钟再试；如果还是这样，请拨打 12333。',
    limited: '这会儿到原网办大厅核对的人太多。除了密码，您填的内容都在，请过几分钟再试一次。',
    bad_signature:
      '原网办大厅的答复没有通过安全核对，为了您的安全没有采用。除了密码，您填的内容都在，请过几分钟再试；如果还是这样，请拨打 12333。',
    nonsense: '原网办大厅的答复不完整，没法确认结果。除了密码，您填的内容都在，请过几分钟再试一次。',
  },
  sso: {
    timeout: '江苏政务服务暂时没有回应，这次没有登录。请过一分钟再登录一次，或者换一种方式登录。',
    unavailable: '江苏政务服务这会儿连不上，这次没有登录。请过几分钟再登录一次，或者换一种方式登录。',
    refused: '江苏政务服务没有认可这次登录，可能是等得太久了。请再登录一次，或者换一种方式登录。',
    limited: '这会儿用江苏政务服务登录的人太多，请过几分钟再登录一次，或者换一种方式登录。',
    bad_signature:
      '江苏政务服务的答复没有通过安全核对，为了您的安全没有采用。请再登录一次；如果还是这样，请拨打 12333。',
    nonsense: '江苏政务服务的答复不完整，没法确认您的单位，这次没有登录。请过几分钟再登录一次。',
  },
  licence: {
    timeout: '电子营业执照系统暂时没有回应，这次没有登录。请过一分钟再扫一次码，或者换一种方式登录。',
    unavailable: '电子营业执照系统这会儿连不上，这次没有登录。请过几分钟再试，或者换一种方式登录。',
    refused: '电子营业执照系统没有认可这次登录，可能是等得太久了。请换一个新的二维码，再扫一次。',
    limited: '这会儿用电子营业执照登录的人太多，请过几分钟再试，或者换一种方式登录。',
    bad_signature:
      '电子营业执照系统的答复没有通过安全核对，为了您的安全没有采用。请换一个新的二维码再扫一次；如果还是这样，请拨打 12333。',
    nonsense: '电子营业执照系统的答复不完整，没法确认您的单位，这次没有登录。请过几分钟再试。',
  },
} as const satisfies Record<Partner, Record<FaultKind, string>>

/** The sentence for a fault. */
export const partnerMessage = (fault: PartnerFault): string => partnerCopy[fault.partner][fault.kind]

/** How a partner's faults are answered, for the API document. */
export const partnerRefusals = (partner: Partner): Record<string, Refusal> =>
  Object.fromEntries(
    Object.entries(partnerCopy[partner]).map(([kind, text]) => [`${partner}_${kind}`, { status: 502, text }]),
  )
