/** Stands for your own sign-in and database, in every example: viewers, and what they may see. */

const { FELT_MAP_ID = 'map-1', FELT_USER_EMAIL = 'ada+maps@example.com' } = process.env
const { EXPLO_EMBED_ID = 'sales', EXPLO_CUSTOMER_ID = 'customer-7' } = process.env

/** The map and the dashboard on the page. */
export const IDS = { mapId: FELT_MAP_ID, embedId: EXPLO_EMBED_ID }

/** @type {Record<string, import('react-private-embed/server').ViewerAccess | 403>} */
const VIEWERS = {
  ada: {
    felt: { userEmail: FELT_USER_EMAIL, mapIds: (id) => !id.startsWith('foreign') },
    explo: { customerId: EXPLO_CUSTOMER_ID, embedIds: ['sales', 'orders', EXPLO_EMBED_ID], expiration: 'PT1H' },
  },
  bob: { felt: { userEmail: 'bob@example.com', mapIds: [FELT_MAP_ID] } },
  banned: 403,
}

/**
 * Returns the name of the signed-in viewer, or null. Anyone can write such a cookie: yours is signed.
 *
 * @param {string | null | undefined} cookies the header `Cookie`
 * @returns {string | null}
 */
export function readViewer(cookies) {
  const [, name = ''] = /\bviewer=(\w+)/.exec(cookies ?? '') ?? []
  return Object.hasOwn(VIEWERS, name) ? name : null
}

/**
 * Returns what the viewer of a request may see, or 401 if no viewer is signed in.
 *
 * @param {Request} request
 * @returns {import('react-private-embed/server').ViewerAccess | 401 | 403}
 */
export function readSession(request) {
  const viewer = readViewer(request.headers.get('cookie'))
  return (viewer !== null && VIEWERS[viewer]) || 401
}

/**
 * Signs a viewer in, without a password: `/sign-in?viewer=ada`. Without a viewer: signs out.
 *
 * @param {Request} request
 */
export function signIn(request) {
  const viewer = readViewer(`viewer=${new URL(request.url).searchParams.get('viewer')}`)
  const cookie = viewer ? `viewer=${viewer}` : 'viewer=; Max-Age=0'
  return new Response(null, {
    status: 303,
    headers: { location: '/', 'set-cookie': `${cookie}; Path=/; HttpOnly; SameSite=Lax` },
  })
}
