import { notFound, redirect } from 'next/navigation'
import { createTokenHandler } from 'react-private-embed/server'

/** `authorize` may end a request by Next's own functions, which throw. */
export const POST = createTokenHandler({
  felt: { apiToken: process.env.FELT_API_TOKEN, origin: process.env.FELT_ORIGIN },
  authorize(request) {
    const cookie = request.headers.get('cookie')
    if (cookie === 'viewer=lost') notFound()
    if (cookie === 'viewer=signed-out') redirect('/sign-in')
    if (cookie === 'viewer=broken') throw new Error('the session is broken')
    return { felt: { userEmail: 'ada@example.com', mapIds: ['map-1'] } }
  },
  onResponse: ({ error }) => console.log('onResponse was called:', error),
})
