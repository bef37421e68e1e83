import { createTokenHandler } from 'react-private-embed/server'

/** The handler that the guide's route for the pages router imports. */
export const handler = createTokenHandler({
  felt: { apiToken: process.env.FELT_API_TOKEN, origin: process.env.FELT_ORIGIN },
  authorize(request) {
    if (request.headers.get('cookie') !== 'viewer=ada') return 401
    return { felt: { userEmail: 'ada@example.com', mapIds: ['map-1'] } }
  },
  onResponse: ({ error }) => error !== undefined && console.log('onResponse was called:', error),
})
