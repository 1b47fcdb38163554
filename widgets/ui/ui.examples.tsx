import type { VNode } from 'preact'
import { Island } from '../island.tsx'
import { Button } from './button.tsx'
import { Empty } from './empty.tsx'
import { Notice } from './notice.tsx'
import { Steps } from './steps.tsx'
import { SummaryList } from './summary-list.tsx'
import { TimeLeft } from './time-left.tsx'

const STEPS = ['填写单位信息', '法定代表人认证', '填写账户信息', '完成注册']
const left = {
  until: '14:35',
  expired: '时间到了，填过的内容还在。',
  again: { href: '/register/unit', label: '带着填过的内容重新开始' },
}

/** The small parts, in the states that no widget shows. */
export const partExamples: Record<string, VNode> = {
  'first step': <Steps names={STEPS} current={0} />,
  'third step': <Steps names={STEPS} current={2} />,
  'all steps done': <Steps names={STEPS} current={4} />,
  'time left': (
    <div class="stack">
      <Island name="time-left" component={TimeLeft} props={{ ...left, seconds: 540 }} />
      <Island name="time-left" component={TimeLeft} props={{ ...left, seconds: 40 }} />
      <Island name="time-left" component={TimeLeft} props={{ ...left, seconds: 0 }} />
    </div>
  ),
  notices: (
    <div class="stack">
      <Notice title="请先看一下">办理前请准备好营业执照和法定代表人的身份证。</Notice>
      <Notice kind="wait" title="正在等对方确认" />
      <Notice kind="done" title="已经办好">
        结果已经发到您的手机。
      </Notice>
      <Notice kind="stop" title="没有办成">
        请过一会儿再试。
      </Notice>
    </div>
  ),
  buttons: (
    <div class="actions">
      <Button kind="primary">提交参保登记</Button>
      <Button>返回上一步</Button>
      <Button kind="danger">删除经办人</Button>
      <Button kind="plain">换一种方式</Button>
      <Button kind="primary" working>
        提交参保登记
      </Button>
      <Button disabled>59 秒后可重发</Button>
    </div>
  ),
  'nothing here yet': (
    <Empty title="还没有办件" actions={<Button>去办理</Button>}>
      <p>提交过的事项都会出现在这里。</p>
    </Empty>
  ),
  'what was filled in': (
    <SummaryList
      rows={[
        { name: '统一社会信用代码', value: '9132 0000 7965 4459 8E' },
        { name: '单位全称', value: '江苏示范科技有限公司' },
      ]}
    />
  ),
}
