/** What people agree to when they register, in words they can read. The administration may replace the text. */

interface AgreementText {
  title: string
  updated: string
  sections: readonly (readonly [heading: string, words: string])[]
}

export const agreements = {
  person: {
    title: '个人用户注册协议',
    updated: '2026 年 11 月',
    sections: [
      ['谁可以注册', '您本人，用自己的有效证件注册。请不要替别人注册，也不要把账号交给别人用。'],
      ['您要做的', '填写真实的姓名、证件和手机号码；保管好密码；手机号码换了请及时更新。'],
      ['我们要做的', '只在办理人社业务时使用您的资料，按规定加密保存，不卖给、也不送给任何人。'],
      ['发现有人冒用', '请马上拨打 12333，工作人员会核对后处理。'],
    ],
  },
  unit: {
    title: '法人用户注册协议',
    updated: '2026 年 11 月',
    sections: [
      ['谁可以注册', '单位的法定代表人本人。委托他人的，请带授权委托书到窗口开通。'],
      ['账号代表单位', '用这个账号提交的申报，都视为单位的意思。请只授权给需要的人，人员离岗要及时收回。'],
      ['您要做的', '填写和营业执照一致的资料；变更法定代表人后，请由新的法定代表人重新确认授权。'],
      ['我们要做的', '记录账号上的每一次操作供单位自己查看，保存六个月以上；资料加密保存。'],
    ],
  },
  privacy: {
    title: '身份和人脸信息的单独同意',
    updated: '2026 年 11 月',
    sections: [
      ['为什么需要', '人社业务关系到单位和个人的钱，所以要核对办理的人是不是本人。'],
      [
        '用到哪些',
        '姓名、证件类型和号码会发给公安人口库核对；刷脸在支付宝或江苏智慧人社手机应用里完成，大厅只收到通过或不通过，不保存您的照片。',
      ],
      ['保存多久', '账号存在期间加密保存姓名、证件号码和手机号码。注册没有完成的，一小时左右自动删除。'],
      ['不同意怎么办', '您可以不同意，带证件到就近的人社窗口办理，不影响您办事。'],
    ],
  },
} as const satisfies Record<string, AgreementText>

export function Agreement({ title, updated, sections }: AgreementText) {
  return (
    <article class="stack">
      <h1>{title}</h1>
      <p class="quiet">更新于 {updated}</p>
      {sections.map(([heading, words]) => (
        <section key={heading}>
          <h2>{heading}</h2>
          <p>{words}</p>
        </section>
      ))}
    </article>
  )
}
