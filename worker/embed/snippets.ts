/** What a portal writes for each element: in its page, and on its server. */
import type { ElementName } from '../../widgets/embed/looks.ts'

export interface Snippet {
  label: string
  code: string
}

const script = (hall: string) => `<script src="${hall}/embed.js" defer></script>`

const login = (hall: string): Snippet[] => [
  {
    label: '网页里写',
    code: `${script(hall)}

<hall-login
  client-id="my-city"
  redirect-uri="https://portal.example/callback"
  state="…" nonce="…" code-challenge="…">
  <a href="/login">到单位办事大厅登录</a>
</hall-login>`,
  },
  {
    label: '或者由您的服务器放进大厅画好的一段（Node）',
    code: `const query = new URLSearchParams({
  'client-id': 'my-city', 'redirect-uri': 'https://portal.example/callback',
  state, nonce, 'code-challenge': challenge, fallback: '/login',
})
const html = await (await fetch(\`${hall}/api/v1/widgets/hall-login?\${query}\`)).text()`,
  },
]

const ticket = (hall: string, widget: string): Snippet => ({
  label: `您的服务器，地址 /hall/${widget}（Node，openid-client）`,
  code: `const address = await client.genericGrantRequest(config, 'urn:ietf:params:oauth:grant-type:token-exchange', {
  subject_token: accessToken,
  subject_token_type: 'urn:ietf:params:oauth:token-type:access_token',
  requested_token_type: 'urn:unit-hall:token-type:widget-ticket',
  scope: '${widget}', audience: 'https://portal.example',
}).then(
  ({ widget_uri }) => widget_uri,
  () => '${hall}/embed/${widget}?client_id=my-city&origin=https%3A%2F%2Fportal.example',
)
response.writeHead(303, { location: address, 'cache-control': 'no-store' }).end()`,
})

const included = (hall: string, element: string, attributes: string): Snippet => ({
  label: '或者由您的服务器放进大厅画好的一段（Node）',
  code: `const query = new URLSearchParams({ 'client-id': 'my-city', ${attributes} })
const html = await (await fetch(\`${hall}/api/v1/widgets/${element}?\${query}\`)).text()`,
})

export const snippetsOf = (hall: string, element: ElementName): Snippet[] => {
  if (element === 'hall-login') return login(hall)
  if (element === 'hall-account')
    return [
      {
        label: '网页里写',
        code: `${script(hall)}

<hall-account client-id="my-city" src="/hall/account" signed-out-uri="/signed-out">
  <a href="${hall}/center">到单位办事大厅查看</a>
</hall-account>`,
      },
      ticket(hall, 'account'),
      included(hall, element, "src: '/hall/account', 'signed-out-uri': '/signed-out'"),
    ]
  if (element === 'hall-verify')
    return [
      {
        label: '网页里写',
        code: `${script(hall)}

<hall-verify client-id="my-city">
  <a href="${hall}/verify">到单位办事大厅验证证明</a>
</hall-verify>`,
      },
      included(hall, element, "fallback: '/verify'"),
    ]
  return [
    {
      label: '网页里写',
      code: `${script(hall)}

<hall-cases client-id="my-city" src="/hall/cases">
  <a href="${hall}/center/cases">到单位办事大厅看办件</a>
</hall-cases>`,
    },
    ticket(hall, 'cases'),
    included(hall, element, "src: '/hall/cases'"),
  ]
}

export const LISTENING = `/// <reference path="./embed.d.ts" />
document.addEventListener('hall-signed-out', (event) => {
  event.preventDefault()
  location.assign('/signed-out')
})
document.addEventListener('hall-account-error', ({ detail }) => {
  if (detail.reason === 'session_over') location.assign('/signed-out')
})`
