/** The unit centre's pages about CA keys. */
import { type Context, Hono, type MiddlewareHandler } from 'hono'
import type { ComponentChildren } from 'preact'
import { ProveKey } from '../../schema/ca.ts'
import { type KeysReason, keysRefusals, RemoveDevice, RemoveKey } from '../../schema/ca-keys.ts'
import { type CaReason, caRefusals } from '../../schema/ca-refusals.ts'
import { FinishScan } from '../../schema/waiting.ts'
import { Notice } from '../../widgets/ui/notice.tsx'
import { allowOperator } from '../lib/allow.ts'
import { body } from '../lib/body.ts'
import type { Env } from '../lib/env.ts'
import { watches } from '../lib/headers.ts'
import { centerView } from '../lib/page/center-view.tsx'
import { shellOf } from '../lib/page/view.tsx'
import { ErrorPage, renderPage } from '../lib/page.tsx'
import * as acts from './keys.ts'
import { Keys, LIST } from './keys-page.tsx'
import { KeyCode, KeyLogin } from './page.tsx'
import { RemoveKey as RemoveKeyPage } from './remove-page.tsx'
import type { Waits } from './wait.ts'

const ADD = `${LIST}/add`
const TITLE = '绑定 CA 证书'

async function refuse(c: Context<Env>, reason: KeysReason) {
  const { text, status } = keysRefusals[reason]
  const page = (
    <ErrorPage
      kind={status === 404 ? 'not-found' : 'not-allowed'}
      happened={text}
      advice="绑定的证书没有变化。"
      go={{ href: LIST, label: '回 CA 证书' }}
      {...(await shellOf(c))}
    />
  )
  return c.html(renderPage(page), status)
}

const DONE: Record<string, string> = {
  bound: '证书已经绑定，以后可以直接用它登录。',
  removed: '证书已经停用，用它登录的设备都退出了。',
  device: '这台电脑已经移除，用那张证书登录的设备都退出了。',
}

async function list(c: Context<Env>) {
  const { operator, now } = c.var
  const said = DONE[c.req.query('done') ?? '']
  return centerView(
    c,
    { title: 'CA 证书' },
    <div class="stack">
      {said && <Notice kind="done" role="status" title={said} />}
      <Keys
        keys={await acts.keysOf(c.env, operator)}
        now={now}
        mayEnd={acts.mayEndKeys(operator, now)}
        mayBind={acts.mayBindKeys(operator, now)}
      />
    </div>,
  )
}

const addSheet = (children: ComponentChildren) => (
  <div class="sheet stack">
    <h1>{TITLE}</h1>
    {children}
    <p>
      <a href={LIST}>不绑定，返回列表</a>
    </p>
  </div>
)

function addPage(c: Context<Env>, reason?: CaReason) {
  const refusal = reason && caRefusals[reason]
  return centerView(
    c,
    { title: TITLE, islands: ['ca-login'], ...(refusal && { status: refusal.status }) },
    addSheet(
      <>
        {refusal && (
          <Notice kind="stop" role="alert" title={refusal.title}>
            <p>{refusal.text}</p>
          </Notice>
        )}
        <KeyLogin action={ADD} purpose="bind" label="绑定这张证书" />
      </>,
    ),
  )
}

const STATUS = { refused: 409, expired: 410, waiting: undefined, confirmed: undefined } as const

function codePage(c: Context<Env>, waits: Waits) {
  watches(c)
  const status = STATUS[waits.shown.state]
  return centerView(
    c,
    { title: TITLE, islands: ['scan-status'], ...(status && { status }) },
    addSheet(<KeyCode waits={waits} action={`${ADD}/finish`} again={ADD} />),
  )
}

const isOfKeys = (reason: CaReason | KeysReason): reason is KeysReason => Object.hasOwn(keysRefusals, reason)

/** Before anything is read of what was sent; the acts judge it once more. */
const onlyBinders: MiddlewareHandler<Env> = async (c, next) =>
  acts.mayBindKeys(c.var.operator, c.var.now) ? next() : refuse(c, 'keys_representative_only')
const onlyKeepers: MiddlewareHandler<Env> = async (c, next) =>
  acts.mayEndKeys(c.var.operator, c.var.now) ? next() : refuse(c, 'keys_not_allowed')

export const caKeysRoutes = new Hono<Env>()
  .get(LIST, allowOperator(), list)
  .get(ADD, allowOperator(), onlyBinders, (c) => addPage(c))
  .post(
    ADD,
    allowOperator(),
    onlyBinders,
    body(ProveKey, (c, _errors, { challenge }) =>
      challenge ? addPage(c, 'ca_token_unreadable') : c.redirect(ADD, 303),
    ),
    async (c) => {
      const { env, var: own } = c
      const bound = await acts.bindKey(env, own.origin, own.now, own.operator, c.req.valid('json'))
      if (!bound.ok) return isOfKeys(bound.error) ? refuse(c, bound.error) : addPage(c, bound.error)
      return bound.value.kind === 'bound' ? c.redirect(`${LIST}?done=bound`, 303) : codePage(c, bound.value)
    },
  )
  .post(
    `${ADD}/finish`,
    allowOperator(),
    onlyBinders,
    body(FinishScan, (c) => c.redirect(ADD, 303)),
    async (c) => {
      const { operator, now } = c.var
      const finished = await acts.finishBinding(c.env, now, operator, c.req.valid('json').token)
      if (!finished) return c.redirect(ADD, 303)
      return finished.kind === 'bound' ? c.redirect(`${LIST}?done=bound`, 303) : codePage(c, finished)
    },
  )
  .get(`${LIST}/remove`, allowOperator(), onlyKeepers, async (c) => {
    const keys = await acts.keysOf(c.env, c.var.operator)
    const item = keys.find(({ id, removed_at }) => id === c.req.query('id') && removed_at === null)
    if (!item) return refuse(c, 'key_unknown')
    return centerView(c, { title: '停用 CA 证书' }, <RemoveKeyPage item={item} />)
  })
  .post(
    `${LIST}/remove`,
    allowOperator(),
    onlyKeepers,
    body(RemoveKey, (c) => refuse(c, 'key_unknown')),
    async (c) => {
      const { env, var: own } = c
      const ended = await acts.endKey(env, own.origin, own.now, own.operator, c.req.valid('json').id)
      return ended.ok ? c.redirect(`${LIST}?done=removed`, 303) : refuse(c, ended.error)
    },
  )
  .post(
    `${LIST}/device`,
    allowOperator(),
    onlyKeepers,
    body(RemoveDevice, (c) => refuse(c, 'key_unknown')),
    async (c) => {
      const { env, var: own } = c
      const ended = await acts.endDevice(env, own.origin, own.now, own.operator, c.req.valid('json'))
      return ended.ok ? c.redirect(`${LIST}?done=device`, 303) : refuse(c, ended.error)
    },
  )
