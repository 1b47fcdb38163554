import type { Examples } from '../ui/examples.ts'
import type { AccountCardProps } from './account-card.tsx'

const signOut = { action: '/embed/account/sign-out', key: '' }

export const accountCardExamples: Examples<AccountCardProps> = {
  'a legal representative': {
    ...{ unitName: '南京云锦纺织科技有限公司', role: '法定代表人', operatorName: '李**', signOut },
  },
  'a long name': {
    unitName: '江苏省南京市江宁区云锦纺织新材料科技发展（集团）股份有限公司江宁分公司',
    ...{ role: '经办人', operatorName: '欧阳**', signOut },
  },
}
