import { hallNames, type UpgradeHall } from '../../schema/upgrade.ts'
import { Button } from '../ui/button.tsx'
import { ErrorSummary } from '../ui/error-summary.tsx'

export interface UpgradeHallFormProps {
  action: string
  /** The one that was chosen before. */
  chosen?: UpgradeHall | undefined
  /** A ready sentence. */
  problem?: string | undefined
}

/** What tells one hall from the next for whoever does not remember its name. */
const KNOWN_BY: Record<UpgradeHall, string> = {
  province: '单位在原省网办大厅有账户的，选这个。',
  fund: '原来在省社保基金中心网上申报的，选这个。',
  taizhou: '泰州的单位，原来用密码登录泰州网办大厅的，选这个。',
}

const halls = Object.keys(hallNames) as UpgradeHall[]

/** First step of a legacy upgrade: the hall that the old account is of. Posts `hall`, the button that was pressed. */
export function UpgradeHallForm({ action, chosen, problem }: UpgradeHallFormProps) {
  return (
    <form method="post" action={action} class="fields">
      {problem && <ErrorSummary problem={problem} errors={[]} autofocus />}
      {halls.map((hall) => (
        <div key={hall} class={hall === chosen ? 'old-hall old-hall-chosen' : 'old-hall'}>
          <div>
            <h2 class="old-hall-name" id={`hall-${hall}`}>
              {hallNames[hall]}
            </h2>
            <p class="quiet">
              {KNOWN_BY[hall]}
              {hall === chosen && '您刚才选的是这个。'}
            </p>
          </div>
          <Button
            kind={hall === chosen ? 'primary' : 'secondary'}
            name="hall"
            value={hall}
            describedBy={`hall-${hall}`}
          >
            选择<span class="unseen">{hallNames[hall]}</span>
          </Button>
        </div>
      ))}
    </form>
  )
}
