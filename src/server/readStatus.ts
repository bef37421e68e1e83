import { readProperty } from '../core/readProperty.ts'

/**
 * Returns the HTTP status in a framework's error: `status` (Hono, Nest, SvelteKit), `statusCode` (Fastify, h3),
 * `output.statusCode` (Boom), `init.status` (`data()` of React Router).
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
