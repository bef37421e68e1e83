import type { ErrorStatus } from './providerContext.ts'

type FeltStatus = Exclude<ErrorStatus, 405>

/** Felt's documented error bodies: the title and the source of the error. Only 422 and 429 have a pointer. */
const ERROR_BODIES: Record<FeltStatus, { title: string; detail: string; source: Record<string, string> }> = {
  401: { title: 'Unauthorized', detail: 'The API token is not valid.', source: { header: 'authorization' } },
  403: {
    title: 'Forbidden',
    detail: 'You are not allowed to create an embed token for this map.',
    source: { header: 'authorization' },
  },
  404: { title: 'Not found', detail: 'The map was not found.', source: { parameter: 'map_id' } },
  422: { title: 'Invalid value', detail: 'The value of user_email is not valid.', source: { pointer: '/user_email' } },
  429: { title: 'Too many requests', detail: 'The rate limit was exceeded.', source: { pointer: '/' } },
  500: { title: 'Internal server error', detail: 'Something went wrong.', source: { parameter: 'map_id' } },
}

/** Returns the JSON of a rejected embed token request, in Felt's documented shape for the status. */
export function feltErrorBody(status: FeltStatus) {
  return { errors: [ERROR_BODIES[status]] }
}
