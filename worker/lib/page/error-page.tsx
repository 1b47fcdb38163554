import { ButtonLink } from '../../../widgets/ui/button.tsx'
import { Page, type PageProps } from './shell.tsx'

/** What went wrong, from where the visitor stands: what happened, and what to do. */
const KINDS = {
  'not-found': {
    title: '没有找到这一页',
    happened: '地址可能输错了一个字，或者这一页已经搬走。',
    next: '请看看地址栏，或者从大厅首页重新进入。',
  },
  'not-allowed': {
    title: '这一页不能给您看',
    happened: '您现在的身份没有办理这件事的权限，或者这次操作不是从本大厅的页面发出的。',
    next: '请换有权限的账号登录；需要权限的话，请联系本单位的法定代表人或管理员。',
  },
  'too-large': {
    title: '提交的内容太大了',
    happened: '这次提交超出了大厅一次能收下的大小，所以没有收下，也没有改动任何东西。',
    next: '请返回上一页，删减内容或换一个小一点的文件再提交。',
  },
  failed: {
    title: '大厅这边出了问题',
    happened: '刚才的操作没有完成，不是您填错了。我们已经记下来。',
    next: '请过一会儿再试一次。如果还是这样，请拨打 12333，把下面的编号告诉工作人员。',
  },
  expired: {
    title: '这一步的时间已经过了',
    happened: '为了您的信息安全，每次办理都有时间限制，这一次已经结束。',
    next: '请重新开始，填过的内容会尽量为您留着。',
  },
} as const

export type ErrorKind = keyof typeof KINDS

export interface ErrorPageProps
  extends Pick<PageProps, 'path' | 'user' | 'person' | 'other' | 'size' | 'region'> {
  kind: ErrorKind
  /** A more exact sentence in place of the general one. */
  happened?: string
  /** A code for the help desk, small and at the end. */
  reference?: string
  /** What to do, where the general advice does not fit. */
  advice?: string
  /** The best way on; the hall's home is always offered beside it. */
  go?: { href: string; label: string }
}

/** A whole page for what could not be done, always with a way on. */
export function ErrorPage({ kind, happened, advice, reference, go, ...shell }: ErrorPageProps) {
  const words = KINDS[kind]
  return (
    <Page title={words.title} islands={[]} {...shell}>
      <h1>{words.title}</h1>
      <div class="stack">
        <p>{happened ?? words.happened}</p>
        <p>{advice ?? words.next}</p>
        <div class="actions">
          {go && (
            <ButtonLink kind="primary" href={go.href}>
              {go.label}
            </ButtonLink>
          )}
          <ButtonLink kind={go ? 'secondary' : 'primary'} href="/">
            回大厅首页
          </ButtonLink>
        </div>
        {reference && (
          <p class="quiet">
            编号：<span class="digits">{reference}</span>
          </p>
        )}
      </div>
    </Page>
  )
}
