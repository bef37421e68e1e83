/**
 * Stands for your own sign-in and database, in every example: who may see what.
 *
 * @type {Record<string, import('react-private-embed/server').ViewerAccess | 403>}
 */
const VIEWERS = {
  ada: {
    felt: { userEmail: 'ada+maps@example.com', mapIds: (id) => !id.startsWith('foreign') },
    explo: { customerId: 'customer-7', embedIds: ['sales', 'orders'], expiration: 'PT1H' },
  },
  bob: { felt: { userEmail: 'bob@example.com', mapIds: ['map-1'] } },
  banned: 403,
}

/**
 * Returns the access of a request's viewer, by their cookie; 401 without a known user. A placeholder for real sign-in.
 *
 * @param {Request} request
 * @returns {import('react-private-embed/server').ViewerAccess | 401 | 403}
 */
export function readSession(request) {
  const [, name = ''] = /\bviewer=(\w+)/.exec(request.headers.get('cookie') ?? '') ?? []
  return VIEWERS[name] ?? 401
}
