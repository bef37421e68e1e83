import { report } from './report'
import { measureTokenHandler } from './tokenHandler'

/** Measures all there is, and prints a table. */
export async function bench(): Promise<void> {
  console.log(report([await measureTokenHandler()]))
}
