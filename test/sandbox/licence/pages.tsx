/** @jsxImportSource hono/jsx */
import { groups, Phone } from '../phone/layout.tsx'
import type { CodeRow, LicenceRow } from './codes.ts'

const APP = '电子营业执照'

/** How surely the phone knows who holds it; the hall asks for 3 at least. */
const TRUST = {
  '3': '输入密码，并且刷脸（可信等级 3）',
  '4': '刷脸，并且用手机里的密钥签名（可信等级 4）',
  '2': '只输入密码（可信等级 2）',
  '1': '只出示执照（可信等级 1）',
} as const

/** What a scanned code asks, which licence answers, and how surely. */
export const LicencePage = ({ code, licences }: { code: CodeRow; licences: LicenceRow[] }) => (
  <Phone title="扫码登录" app={APP}>
    <section class="card">
      <h1>用营业执照登录{code.site}</h1>
      <p class="quiet">
        来自：{code.place}，{code.device}
      </p>
      <form method="post" action={`/licence/scan/${code.ticket}`}>
        <label for="licence">用哪张执照</label>
        <select id="licence" name="licence">
          {licences.map((licence) => (
            <option value={licence.id}>
              {`${licence.unit_name}（法定代表人${licence.legal_name}，${licence.note}）`}
            </option>
          ))}
        </select>
        <label for="trust">怎么证明是您本人</label>
        <select id="trust" name="trust">
          {Object.entries(TRUST)
            .sort(([a], [b]) => (a === '3' ? -1 : b === '3' ? 1 : 0))
            .map(([level, words]) => (
              <option value={level}>{words}</option>
            ))}
        </select>
        <div class="acts">
          <button type="submit" name="act" value="confirm" class="main">
            确认登录
          </button>
          <button type="submit" name="act" value="refuse">
            不是我，拒绝
          </button>
        </div>
      </form>
    </section>
  </Phone>
)

/** Licences there are, and codes that wait. */
export const LicenceDesk = ({ codes, licences }: { codes: CodeRow[]; licences: LicenceRow[] }) => (
  <Phone title="我的执照" app={APP}>
    <section class="card">
      <h1>等着扫的二维码</h1>
      {codes.length === 0 && <p class="quiet">现在没有。在大厅里用电子营业执照登录，就会出现在这里。</p>}
      {codes.map((code) => (
        <a class="button" href={`/licence/scan/${code.ticket}`}>
          {code.site}：{code.device}
        </a>
      ))}
      <a class="button" href="/licence">
        刷新
      </a>
    </section>
    <section class="card">
      <h2>手机里的执照</h2>
      {licences.map((licence) => (
        <p>
          <b>{licence.unit_name}</b> <span class="number">{groups(licence.credit_code)}</span> 法定代表人
          {licence.legal_name}，{licence.note}
        </p>
      ))}
    </section>
  </Phone>
)
