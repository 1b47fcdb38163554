/** @jsxImportSource hono/jsx */
import { groups, Phone } from './layout.tsx'
import { DOCUMENT_TYPES, type PhonePerson } from './people.ts'

/** Choosing who holds the phone, making somebody up, or entering somebody. */
export const People = ({ people, current }: { people: PhonePerson[]; current: PhonePerson }) => (
  <Phone title="换人" app="换人">
    <section class="card">
      <h1>谁拿着手机</h1>
      <p class="quiet">这里的人都是编出来的，证件号码的校验位都对。</p>
      <ul class="people">
        {people.map((person) => (
          <li>
            <form method="post" action="/people/choose">
              <button
                type="submit"
                name="person"
                value={String(person.id)}
                aria-current={person.id === current.id ? 'true' : undefined}
              >
                <b>{person.name}</b>
                <span class="number">{groups(person.document_number)}</span>
                {person.mobile && <span class="number">{person.mobile}</span>}
              </button>
            </form>
          </li>
        ))}
      </ul>
      <form method="post" action="/people/made-up">
        <div class="acts">
          <button type="submit" class="main">
            编一个新的人
          </button>
        </div>
      </form>
    </section>
    <section class="card">
      <h2>自己填一个人</h2>
      <form method="post" action="/people">
        <label for="name">姓名</label>
        <input id="name" name="name" autocomplete="off" required />
        <label for="document_type">证件类型</label>
        <select id="document_type" name="document_type">
          {Object.entries(DOCUMENT_TYPES).map(([code, label]) => (
            <option value={code}>{label}</option>
          ))}
        </select>
        <label for="document_number">证件号码</label>
        <input
          id="document_number"
          name="document_number"
          autocomplete="off"
          autocapitalize="characters"
          required
        />
        <label for="mobile">手机号码（可以不填）</label>
        <input id="mobile" name="mobile" inputmode="tel" autocomplete="off" pattern="1[3-9][0-9]{9}" />
        <div class="acts">
          <button type="submit">存下并用这个人</button>
        </div>
      </form>
    </section>
  </Phone>
)
