import type { FeltController } from '@feltmaps/js-sdk'

/** Awaits a call to a map. Returns undefined, and records the error, if the call fails or times out. */
export type SafeCall = <T>(call: Promise<T>) => Promise<T | undefined>

/** Compares one aspect of two maps, and returns a function to copy it; undefined if there is no difference. */
export type ViewPartTransfer = (
  from: FeltController,
  to: FeltController,
  safeCall: SafeCall,
) => Promise<(() => Promise<unknown>) | undefined>
