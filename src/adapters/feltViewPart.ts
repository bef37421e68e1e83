import type { FeltController } from '@feltmaps/js-sdk'

/** Waits for one call to a map; undefined where it failed or took too long, which is noted. */
export type SafeCall = <T>(call: Promise<T>) => Promise<T | undefined>

/** Reads one aspect of two maps, and returns what makes the second one like the first; undefined where it is. */
export type ViewPartTransfer = (
  from: FeltController,
  to: FeltController,
  safeCall: SafeCall,
) => Promise<(() => Promise<unknown>) | undefined>
