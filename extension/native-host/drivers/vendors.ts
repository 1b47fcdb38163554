/** Clients of vendors that listen on localhost and sign for whichever page asks. Data: each speaks one of two protocols. */
import type { Traits } from './driver.ts'

export interface Vendor extends Traits {
  driver: 'jsca' | 'guoxin' | 'bjca'
  protocol: 'caclient' | 'xtxapp'
  /** Tried in this order. */
  ports: number[]
}

/** How long a client on this machine may take to say that it is there. */
export const VENDOR_ANSWERS_MS = 3_000
/** A certificate and a signature take a tenth of it. */
export const MOST_VENDOR_BYTES = 64 * 1024

export const VENDORS: Vendor[] = [
  {
    ...{ driver: 'jsca', name: '江苏 CA 客户端', protocol: 'caclient', signs: 'text', encoding: 'der' },
    ...{ pin: 'vendor', assurance: 'relayable' },
    ports: [8000, 32000, 32001, 32002, 32003],
  },
  {
    ...{ driver: 'guoxin', name: '国信 CA 客户端', protocol: 'caclient', signs: 'text', encoding: 'der' },
    ...{ pin: 'vendor', assurance: 'relayable' },
    ports: [20194, 42000, 42001, 42002, 42003],
  },
  {
    ...{ driver: 'bjca', name: '北京 CA 客户端', protocol: 'xtxapp', signs: 'text', encoding: 'pkcs7' },
    ...{ pin: 'host', assurance: 'relayable' },
    ports: [21051],
  },
]
