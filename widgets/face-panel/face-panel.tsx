import { FaceStatus, type FaceStatusProps } from '../face-status/face-status.tsx'
import { Island } from '../island.tsx'
import { Button } from '../ui/button.tsx'
import { ErrorSummary } from '../ui/error-summary.tsx'
import { Qr } from '../ui/qr.tsx'

/** The two services that compare faces. Alipay takes identity cards only. */
export type FaceWay = 'alipay' | 'app'

const APPS = { alipay: '支付宝', app: '江苏智慧人社手机应用' } as const satisfies Record<FaceWay, string>

export interface FacePanelProps {
  /** Every button posts here; `face` is `alipay`, `app`, `check`, `again` or `change`. */
  action: string
  hidden?: Record<string, string>
  /** Whose face, masked: 「李*」. */
  who: string
  /** What may be chosen for this person's document. */
  ways: FaceWay[]
  problem?: string | undefined
  /** The way chosen: its address as QR, and where to ask how it goes. Without it the panel asks to choose. */
  chosen?: { way: FaceWay; link: string; status: Pick<FaceStatusProps, 'state' | 'statusUrl'> } | undefined
}

type Chosen = NonNullable<FacePanelProps['chosen']>

function Choose({ ways }: { ways: FaceWay[] }) {
  return (
    <fieldset>
      <legend class="field-label">请选一种方式刷脸，手机上要先装好这个应用：</legend>
      <div class="face-ways">
        {ways.map((way) => (
          <Button key={way} kind={way === ways[0] ? 'primary' : 'secondary'} name="face" value={way}>
            用{APPS[way]}刷脸
          </Button>
        ))}
      </div>
    </fieldset>
  )
}

function Scan({ chosen, who, ...status }: { chosen: Chosen; who: string; several: boolean; told: boolean }) {
  const app = APPS[chosen.way]
  return (
    <>
      <div class="face">
        <Qr data={chosen.link} label={`刷脸认证的二维码，请用${app}扫描`} />
        <div class="face-how">
          <ol class="face-list">
            <li>
              请{who}本人拿手机打开{app}
            </li>
            <li>用「扫一扫」扫这个二维码</li>
            <li>按手机上的提示刷脸</li>
          </ol>
          <a class="button button-secondary face-here" href={chosen.link}>
            就在这部手机上打开{app}
          </a>
        </div>
      </div>
      <Island name="face-status" component={FaceStatus} props={{ ...chosen.status, ...status }} />
    </>
  )
}

/** Face verification on the visitor's phone. The server draws it; only the state under the steps is alive. */
export function FacePanel(props: FacePanelProps) {
  return (
    <form method="post" action={props.action} class="fields">
      <ErrorSummary problem={props.problem} errors={[]} autofocus />
      {Object.entries(props.hidden ?? {}).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {props.chosen ? (
        <Scan
          chosen={props.chosen}
          who={props.who}
          several={props.ways.length > 1}
          told={props.problem !== undefined}
        />
      ) : (
        <Choose ways={props.ways} />
      )}
    </form>
  )
}
