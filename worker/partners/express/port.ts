import type { Carrier, ParcelState } from '../../../schema/express.ts'
import type { Result } from '../../lib/result.ts'
import type { PartnerFault } from '../fault.ts'

/** One thing that happened to a parcel, as its carrier tells it. The words may name people and their numbers. */
export interface TrackLine {
  /** Milliseconds since the epoch, by the carrier's clock; whole seconds. */
  at: number
  state: ParcelState
  words: string
}

/** All that is known of a parcel; a carrier that knows nothing yet has no lines. */
export interface ParcelTrack {
  /** Where it is now; undefined where the carrier does not say. */
  state: ParcelState | undefined
  /** The oldest first. */
  lines: TrackLine[]
}

/** The carriers' word on where a parcel is. */
export interface ParcelTracks {
  /** Whether this carrier can be asked. */
  knows(carrier: Carrier): boolean
  /**
   * Asks once and never a second time by itself: a waybill that is asked about more than every half hour gets locked,
   * and whoever calls has to see to that.
   * @param mobile the receiver's; some carriers tell nothing without a part of it
   */
  track(parcel: {
    carrier: Carrier
    waybill: string
    mobile: string
  }): Promise<Result<ParcelTrack, PartnerFault>>
}
