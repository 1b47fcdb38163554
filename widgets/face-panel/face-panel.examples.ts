import type { FaceState } from '../face-status/face-status.tsx'
import type { Examples } from '../ui/examples.ts'
import type { FacePanelProps } from './face-panel.tsx'

const empty: FacePanelProps = { action: '/register/face', who: '李*', ways: ['alipay', 'app'] }
const scanning = (state: FaceState): FacePanelProps => ({
  ...empty,
  chosen: {
    way: 'alipay',
    link: 'https://openapi.alipay.example/gateway.do?biz_content=%7B%22certify_id%22%3A%22OC201809253000000393900404029253%22%7D',
    status: { state, statusUrl: '/face-status' },
  },
})

export const facePanelExamples: Examples<FacePanelProps> = {
  'two ways to choose from': empty,
  'only the app can do it': { ...empty, ways: ['app'] },
  'waiting for the phone': scanning('pending'),
  'not recognised': scanning('failed'),
  'too late': scanning('expired'),
  'another face, said above': {
    ...scanning('other_person'),
    problem: '刚才认证的不是表单上填的这个人。请让本人来刷脸。',
  },
  'the partner is down': {
    ...empty,
    problem: '支付宝认证暂时没有回应，您填的内容都在，请过一分钟再试，或者改用江苏智慧人社手机应用。',
  },
}
