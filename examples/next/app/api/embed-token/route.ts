import { createTokenHandler } from 'react-private-embed/server'
import { readSession } from '../../../../session.js'

export const POST = createTokenHandler({
  felt: { apiToken: process.env.FELT_API_TOKEN, origin: process.env.FELT_ORIGIN },
  explo: { apiToken: process.env.EXPLO_API_TOKEN, origin: process.env.EXPLO_API_ORIGIN },
  allowedOrigins: [process.env.APP_ORIGIN ?? `http://localhost:${process.env.PORT ?? 3000}`],
  authorize: readSession,
})
