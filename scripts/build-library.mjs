import { fine, npm } from './run.mjs'

/** Builds the library for a program that loads it as its users do. */
export async function buildLibrary() {
  await fine(npm(['run', 'build'], { quiet: true }), 'The build')
}
