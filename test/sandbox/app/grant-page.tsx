/** @jsxImportSource hono/jsx */
import { Phone } from '../phone/layout.tsx'
import type { PhonePerson } from '../phone/people.ts'
import type { Grant } from './acts.ts'
import { type Again, FaceButtons, Passwords, Problem, ROLES, Who } from './enterprise-pages.tsx'

interface GrantProps extends Again {
  person: PhonePerson
  grant: Grant
}

/** A unit's grant, as the person sees it before they agree: what for, until when, and a password of their own. */
export const GrantPage = ({ person, grant, problem, errors = {} }: GrantProps) => (
  <Phone title="确认授权" app="智慧人社">
    <section class="card act">
      <h1>确认授权</h1>
      <p>
        {grant.unitName}（单位编号 <b>{grant.unitNumber}</b>）请您做<b>{ROLES[grant.role] ?? grant.role}</b>
      </p>
      <p>
        从 <b>{grant.firstDay}</b> 到 <b>{grant.lastDay}</b>
      </p>
      <p>可以办理：{grant.items ? grant.items.join('、') : '全部事项'}</p>
      <Who person={person} />
      <Problem text={problem} />
      <form method="post" action={`/enterprise/grant?unit=${grant.unitNumber}`}>
        <Passwords errors={errors} />
        <FaceButtons />
      </form>
      <form method="post" action={`/enterprise/grant/decline?unit=${grant.unitNumber}`}>
        <button type="submit">不接受这份授权</button>
      </form>
    </section>
  </Phone>
)
