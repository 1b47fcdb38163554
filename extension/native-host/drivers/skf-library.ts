/** The functions of GM/T 0016 that are used, called through koffi. */
import { addon } from '../addons.ts'

type Koffi = typeof import('koffi')

/**
 * ULONG has 32 bits in the standard and 64 in some vendors' headers for Linux. Cells of eight zeroed bytes, read as 32
 * bits, and arguments that fill a whole register suit both.
 */
export const lengthCell = (value: number): Buffer => {
  const cell = Buffer.alloc(8)
  cell.writeUInt32LE(value)
  return cell
}
export const handleSize = 8

const SIGNATURES = {
  EnumDev: ['uint64', 'void *', 'void *'],
  ConnectDev: ['void *', 'void *'],
  DisConnectDev: ['uint64'],
  EnumApplication: ['uint64', 'void *', 'void *'],
  OpenApplication: ['uint64', 'void *', 'void *'],
  CloseApplication: ['uint64'],
  GetPINInfo: ['uint64', 'uint64', 'void *', 'void *', 'void *'],
  VerifyPIN: ['uint64', 'uint64', 'void *', 'void *'],
  EnumContainer: ['uint64', 'void *', 'void *'],
  OpenContainer: ['uint64', 'void *', 'void *'],
  CloseContainer: ['uint64'],
  ExportCertificate: ['uint64', 'uint64', 'void *', 'void *'],
  ECCSignData: ['uint64', 'void *', 'uint64', 'void *'],
} as const

type Argument<T> = T extends 'uint64' ? number | bigint : Uint8Array
type Arguments<T extends readonly string[]> = { [At in keyof T]: Argument<T[At]> }

/** Each answers with its SAR code. */
export type Skf = {
  [Name in keyof typeof SIGNATURES]: (...given: Arguments<(typeof SIGNATURES)[Name]>) => number
}

/** Throws where there is no such library, or where it lacks one of these functions. */
export function loadSkf(path: string): Skf {
  const library = addon<Koffi>('koffi').load(path)
  const functions = Object.entries(SIGNATURES).map(([name, given]) => [
    name,
    library.func(`SKF_${name}`, 'uint32', [...given]),
  ])
  return Object.fromEntries(functions) as Skf
}
