/** @jsxImportSource hono/jsx */
import type * as v from 'valibot'
import { Phone } from '../phone/layout.tsx'
import type { PhonePerson } from '../phone/people.ts'
import type { MyUnit, Scan } from './hall.ts'

type Shown = v.InferOutput<typeof Scan>

type Props = { code: string; scan: Shown; current: PhonePerson }

const From = ({ scan }: { scan: Shown }) => (
  <p class="quiet asks">
    来自：{scan.site}
    <br />
    设备：{scan.device}，{scan.place}
  </p>
)

/** A face is asked for; whose it is can be chosen, to try somebody else's. */
export const ConfirmFace = ({ code, scan, people, current }: Props & { people: PhonePerson[] }) => (
  <Phone title="扫码确认" app="智慧人社">
    <section class="card">
      <h1>{scan.title}</h1>
      {scan.unitName && <p>单位：{scan.unitName}</p>}
      <From scan={scan} />
      <form method="post" action={`/app/scan/${code}`}>
        <input type="hidden" name="purpose" value="face" />
        <label for="person">谁在刷脸</label>
        <select id="person" name="person">
          {people.map((person) => (
            <option value={String(person.id)} selected={person.id === current.id}>
              {`${person.name}（${person.document_number}）`}
            </option>
          ))}
        </select>
        <p class="hint">换一个人，就是「别人的脸」。</p>
        <div class="acts">
          <button type="submit" name="act" value="confirm" class="main">
            刷脸通过，确认
          </button>
          <button type="submit" name="act" value="failed">
            刷脸没通过
          </button>
          <button type="submit" name="act" value="cancelled">
            不同意，取消
          </button>
        </div>
      </form>
    </section>
  </Phone>
)

const ROLES: Record<string, string> = {
  legal_representative: '法定代表人',
  administrator: '管理员',
  handler: '经办人',
}

/** Somebody's page wants to be signed in: which site and device ask, and for which unit. */
export const ConfirmSignIn = ({ code, scan, current, units }: Props & { units: MyUnit[] }) => (
  <Phone title="扫码登录" app="智慧人社">
    <section class="card">
      <h1>{scan.title}</h1>
      {scan.unitName && <p>单位：{scan.unitName}</p>}
      {scan.unitNumber && units.length === 0 && (
        <p class="asks">{current.name}不代表这家单位，确认不了。请在手机首页换成它的操作员，再扫一次。</p>
      )}
      {scan.portalName && <p>登录以后，「{scan.portalName}」会知道您是谁、代表哪家单位。</p>}
      <From scan={scan} />
      <p class="asks">不是您自己正在电脑上登录的，请点「不同意」。</p>
      <form method="post" action={`/app/scan/${code}`}>
        <input type="hidden" name="purpose" value={scan.representativeOnly ? 'sign_in_by_face' : 'sign_in'} />
        <input type="hidden" name="person" value={String(current.id)} />
        {units.length > 0 && (
          <fieldset class="choices">
            <legend>{current.name}，替哪家单位登录</legend>
            {units.map(({ name, unitNumber, role }, at) => (
              <label>
                <input type="radio" name="unitNumber" value={unitNumber} checked={at === 0} required />
                <span>
                  {name}
                  <span class="quiet"> {ROLES[role]}</span>
                </span>
              </label>
            ))}
          </fieldset>
        )}
        <div class="acts">
          <button type="submit" name="act" value="confirm" class="main">
            {scan.representativeOnly ? '刷脸通过，确认' : '确认登录'}
          </button>
          <button type="submit" name="act" value="cancelled">
            不同意
          </button>
        </div>
      </form>
    </section>
  </Phone>
)
