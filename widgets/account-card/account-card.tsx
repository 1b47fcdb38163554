import { Button } from '../ui/button.tsx'

export interface AccountCardProps {
  unitName: string
  role: string
  /** Masked: 李**. */
  operatorName: string
  /** Where signing out is posted to, and the key that the frame proves itself by. */
  signOut: { action: string; key: string }
}

/** Who is signed in, inside a portal's page. Posts `key`. */
export function AccountCard({ unitName, role, operatorName, signOut }: AccountCardProps) {
  return (
    <div class="account-card">
      <div class="account-who">
        <p class="account-unit">{unitName}</p>
        <p class="quiet">
          {role} {operatorName}
        </p>
      </div>
      <form method="post" action={signOut.action}>
        <input type="hidden" name="key" value={signOut.key} />
        <Button>退出登录</Button>
      </form>
      <p class="account-failed" role="alert" hidden>
        没有退出成功，可能是网络不通。请再点一次「退出登录」。
      </p>
    </div>
  )
}
