import type { TokenHandlerOptions } from '../../src/server.ts'

/** Returns the viewer and their access by a test's cookie, as in a host app with its own session. */
export const authorize: TokenHandlerOptions['authorize'] = (request) => {
  const [, name] = /\bviewer=(\w+)/.exec(request.headers.get('cookie') ?? '') ?? []
  switch (name) {
    case 'ada':
      return {
        felt: { userEmail: 'ada+maps@example.com', mapIds: (id) => !id.startsWith('foreign') },
        explo: { customerId: 'customer-7', embedIds: ['sales', 'orders', 'missing-one'], expiration: 'PT1H' },
      }
    case 'bob':
      return { felt: { userEmail: 'bob@example.com', mapIds: ['map-1'] } }
    case 'banned':
      return 403
    case undefined:
      return 401
    default:
      throw new Error(`the session of ${name} is broken`)
  }
}
