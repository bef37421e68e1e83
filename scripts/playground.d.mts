/** See `playground.mjs`. */
export interface Playground {
  address: string
  served: Promise<void>
  ended: Promise<{ code: number }>
  stop(): void
}
export function startPlayground(options?: { quiet?: boolean }): Promise<Playground>
