import type { OptionsByProvider, EmulatedProvider } from '../../src/testing.ts'

/** Changes how the emulated provider treats one resource. */
export async function setOptions<V extends EmulatedProvider>(
  provider: V,
  resource: string,
  options: Partial<OptionsByProvider[V]>,
): Promise<void> {
  const answer = await fetch(`/emulator/options/${provider}/${encodeURIComponent(resource)}`, {
    method: 'PATCH',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(options),
  })
  if (!answer.ok) throw new Error(`The emulator refused the options: ${await answer.text()}`)
}
