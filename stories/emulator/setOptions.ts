import type { OptionsOf, Vendor } from '../../src/testing.ts'

/** Changes how the emulated vendor treats one resource. */
export async function setOptions<V extends Vendor>(
  vendor: V,
  resource: string,
  options: Partial<OptionsOf[V]>,
): Promise<void> {
  const answer = await fetch(`/emulator/options/${vendor}/${encodeURIComponent(resource)}`, {
    method: 'PATCH',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(options),
  })
  if (!answer.ok) throw new Error(`The emulator refused the options: ${await answer.text()}`)
}
