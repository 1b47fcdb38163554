import { describe, expect, it } from 'vitest'
import { createCircuit } from '../../worker/partners/circuit.ts'
import { partnerCopy } from '../../worker/partners/copy.ts'
import { exactObject, orderNumber, signedContent } from '../../worker/partners/face/alipay-gateway.ts'
import { safeCode } from '../../worker/partners/fault.ts'
import { connect } from '../../worker/partners/index.ts'
import { authorization, canonicalRequest } from '../../worker/partners/sms/acs3.ts'

describe('the circuit of a partner', () => {
  it('opens after five silent calls in a row, and an answer in between starts the count again', () => {
    const circuit = createCircuit()
    for (let i = 0; i < 4; i++) circuit.failed(0)
    circuit.answered()
    for (let i = 0; i < 4; i++) circuit.failed(0)
    expect(circuit.allows(0)).toBe(true)
    circuit.failed(0)
    expect(circuit.allows(29_999)).toBe(false)
  })

  it('lets one call try after thirty seconds, rests again if that fails and closes if it is answered', () => {
    const circuit = createCircuit()
    for (let i = 0; i < 5; i++) circuit.failed(0)
    expect([circuit.allows(30_000), circuit.allows(30_001)]).toEqual([true, false])
    circuit.failed(31_000)
    expect([circuit.allows(60_999), circuit.allows(61_000)]).toEqual([false, true])
    circuit.answered()
    expect([circuit.allows(61_001), circuit.allows(61_002)]).toEqual([true, true])
  })
})

describe('what Alipay signs', () => {
  it('is every non-empty parameter but the signature, sorted by name', () => {
    expect(
      signedContent({ method: 'm', app_id: '1', sign: 'x', charset: '', biz_content: '{"a":"b c"}' }),
    ).toBe('app_id=1&biz_content={"a":"b c"}&method=m')
  })

  it('is cut out of an answer byte for byte, whatever braces, quotes and escapes stand in it', () => {
    const inner = '{"msg":"a } \\" { \\\\", "url":"http:\\/\\/x", "deep":{"x_response":{}}}'
    expect(exactObject(`{"x_response": ${inner},"sign":"s"}`, 'x_response')).toBe(inner)
    expect(exactObject('{"x_response":null,"y":{}}', 'x_response')).toBeUndefined()
    expect(exactObject('{"x_response":{"open":1', 'x_response')).toBeUndefined()
  })

  it('carries an order number of 32 letters and digits, the same for the same reference', async () => {
    expect(await orderNumber('reg_1')).toMatch(/^[0-9a-z]{32}$/)
    expect(await orderNumber('reg_1')).toBe(await orderNumber('reg_1'))
    expect(await orderNumber('reg_1')).not.toBe(await orderNumber('reg_2'))
  })
})

describe('the V3 signature of Aliyun', () => {
  /** The worked example of Aliyun's own manual, 请求体和签名机制 V3. */
  const example = {
    method: 'POST',
    url: new URL(
      'https://ecs.cn-shanghai.aliyuncs.com/?ImageId=win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd&RegionId=cn-shanghai',
    ),
    headers: {
      host: 'ecs.cn-shanghai.aliyuncs.com',
      'x-acs-action': 'RunInstances',
      'x-acs-content-sha256': 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
      'x-acs-date': '2023-10-26T10:22:32Z',
      'x-acs-signature-nonce': '3156853299f313e23d1673dc12e1703d',
      'x-acs-version': '2014-05-26',
    },
    body: '',
  }

  it('comes out as in the worked example of the manual', async () => {
    expect((await canonicalRequest(example)).signedHeaders).toBe(
      'host;x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version',
    )
    expect(await authorization(example, 'YourAccessKeyId', 'YourAccessKeySecret')).toContain(
      'Signature=06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0',
    )
  })
})

describe('what partners leave behind', () => {
  it('is a code that has no room for names or numbers', () => {
    expect(safeCode('isv.MOBILE_NUMBER_ILLEGAL')).toBe('isv.MOBILE_NUMBER_ILLEGAL')
    expect(safeCode('李雷 13812345678')).toBe('no code')
  })

  it('has a sentence for every partner and every kind of fault, without a word of English', () => {
    for (const sentence of Object.values(partnerCopy).flatMap((kinds) => Object.values(kinds))) {
      expect(sentence).toMatch(/请/)
      expect(sentence).not.toMatch(/[A-Za-z]/)
    }
  })

  it('names the wrong fields of its configuration and never their values', () => {
    const broken = () => connect({ PARTNERS: '{"sms":{"signName":""}}', PARTNER_SECRETS: 'secret' })
    expect(broken).toThrow(/PARTNERS .*face/)
    expect(broken).not.toThrow(/secret/)
  })
})
