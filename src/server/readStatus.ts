import { readProperty } from '../core/readProperty.ts'

/**
 * Returns the HTTP status that a value carries, where the errors of frameworks have it: `status` (Hono, Nest,
 * SvelteKit), `statusCode` (Fastify, h3), `output.statusCode` (Boom), `init.status` (`data()` of React Router).
 */
export function readStatus(value: unknown): number | undefined {
  const [output, init] = [readProperty(value, 'output'), readProperty(value, 'init')]
  const statuses = [
    readProperty(value, 'status'),
    readProperty(value, 'statusCode'),
    readProperty(output, 'statusCode'),
    readProperty(init, 'status'),
  ]
  return statuses.find((status) => typeof status === 'number')
}
