import { beforeAll, describe, expect, it } from 'vitest'
import { awake, become, overflow, useJourneys } from '../support/browser.ts'
import {
  aPerson,
  aUnit,
  type MadePerson,
  readFace,
  registerPerson,
  sandbox,
  startAccount,
  startUnit,
} from '../support/builders.ts'
import {
  agree,
  answerOnPhone,
  arrive,
  askAlipay,
  DARK,
  fillPerson,
  next,
  PHONE,
  setAccount,
} from './steps.ts'

const world = useJourneys()
let person: MadePerson

beforeAll(async () => {
  person = await registerPerson(world)
})

/** The next calls to a partner go wrong; asking twice does no more than asking once, so some are asked twice. */
const disturb = (partner: string, fault: string, times: number) =>
  sandbox(world).post('faults', { partner, fault, times })

describe('an address that leads nowhere', () => {
  it.each([
    ['at a desk', {}],
    ['on a phone, in the dark', { ...PHONE, ...DARK }],
  ])('shows a page with a way on, %s', async (_where, options) => {
    world.expectComplaint('404')
    const page = await world.open(options)
    await page.goto(`${world.hall.origin}/no/such/page`)
    await arrive(page, '没有找到这一页')
    expect(await overflow(page)).toBe(0)
    await page.getByRole('link', { name: '回大厅首页' }).click()
    await arrive(page, '单位的人社业务，在这里一次办好')
    await page.context().close()
  })
})

describe('a code that was scanned too late', () => {
  it('says on the phone what to do at the computer', async () => {
    world.expectComplaint('410')
    const visitor = await startUnit(world, aUnit(), person)
    const { json } = await visitor.post<{ url: string }>('/api/v1/registrations/current/face', {
      method: 'alipay',
    })
    await sandbox(world).face(person.documentNumber, 'passed')
    await expect.poll(async () => (await readFace(world, visitor)).status).toBe('passed')
    const phone = await world.open(PHONE)
    await phone.goto(json.url)
    await arrive(phone, /二维码/)
    await phone.context().close()
  })
})

const FAULTS = [['500', '连不上'] as const, ['timeout', '没有回应'] as const]

describe('the face service that is down', () => {
  it.each(FAULTS)('costs no step (%s)', async (fault, words) => {
    world.expectComplaint('502')
    const page = await world.open()
    await become(page, await startUnit(world, aUnit(), person))
    await page.goto(`${world.hall.origin}/register/face`)
    await disturb('alipay', fault, 2)
    await page.getByRole('button', { name: '用支付宝刷脸' }).click()
    await page
      .getByText(new RegExp(`支付宝认证.*${words}`))
      .first()
      .waitFor()
    await arrive(page, '法定代表人注册单位')
    await askAlipay(page)
    await answerOnPhone(world, person, '刷脸通过')
    await page.waitForURL('**/register/account')
    await page.context().close()
  })

  it('does not end the wait for a face that is being shown', async () => {
    world.expectComplaint('502')
    const page = await world.open()
    await become(page, await startUnit(world, aUnit(), person))
    await page.goto(`${world.hall.origin}/register/face`)
    await askAlipay(page)
    await disturb('alipay', '500', 2)
    await answerOnPhone(world, person, '刷脸通过')
    await page.waitForURL('**/register/account')
    await page.context().close()
  })
})

describe('the message service that is down', () => {
  it.each([
    ['500', /短信平台这会儿连不上/],
    ['timeout', /短信平台没有及时回应/],
  ] as const)('costs nothing typed (%s)', async (fault, words) => {
    world.expectComplaint('502')
    const someone = aPerson()
    const page = await world.open(PHONE)
    await become(page, await startAccount(world, someone))
    await page.goto(`${world.hall.origin}/register/account`)
    await awake(page)
    await disturb('sms', fault, 1)
    await page.locator('[name=mobile]').fill(someone.mobile)
    await page.getByRole('button', { name: '发送验证码' }).click()
    await page.getByText(words).first().waitFor()
    await arrive(page, '个人实名注册')
    expect(await page.locator('[name=mobile]').inputValue()).toBe(someone.mobile)
    // A message that may be under way keeps its minute.
    await page.locator('[name=mobile]').fill('')
    await setAccount(world, page, { ...someone, mobile: aPerson().mobile })
    await arrive(page, '个人账号注册成功')
    await page.context().close()
  })
})

describe('the population register that is down', () => {
  it.each([
    ['500', /公安部人员基准信息查询系统暂时连不上/],
    ['timeout', /公安部人员基准信息查询暂时没有回应/],
  ] as const)('costs nothing typed (%s)', async (fault, words) => {
    world.expectComplaint('502')
    const someone = aPerson()
    const page = await world.open()
    await page.goto(`${world.hall.origin}/register/person`)
    await fillPerson(page, someone)
    await disturb('population', fault, 2)
    await next(page)
    await page.getByText(words).first().waitFor()
    await arrive(page, '个人实名注册')
    expect(await page.locator('[name=documentNumber]').inputValue()).toBe(someone.documentNumber)
    expect(await page.locator('[name=name]').inputValue()).toBe(someone.name)
    await agree(page)
    await next(page)
    await page.waitForURL('**/register/face')
    await page.context().close()
  })
})
